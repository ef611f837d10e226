"""Why the operating system did not open or write a file, in Chinese."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "没有这个文件，或者没有它所在的文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "已经有了",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "超过了磁盘配额",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
}


def os_reason(error: OSError) -> str:
    """What went wrong; what is not known here as the system says it."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
