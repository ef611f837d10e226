#!/bin/sh
# Install requirements into a virtual environment: install.sh VENV REQUIREMENT...
#
# durable-rules is a source distribution of 2020. Python 3.13 removed the one name of the C API
# it still uses, PyEval_CallObject: pip builds it without complaint, and the import then fails. So
# there it is built first, with that name mapped to its successor. Its setup overwrites CFLAGS,
# hence CPPFLAGS; pip's cache may hold a wheel built the ordinary way, hence no cache.
set -eu

venv=$1
shift
python=$venv/bin/python

pip_install() {
    # Twice quiet: warnings about the index are not ours, errors still come through.
    "$python" -m pip install -qq --disable-pip-version-check --no-input "$@"
}

has_engine() {
    "$python" -c 'import durable_rules_engine' 2>/dev/null
}

echo "installing $* into $venv"

if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' && ! has_engine; then
    engine=$(sed -n 's/^ *"\(durable-rules==[^"]*\)".*/\1/p' pyproject.toml)
    CPPFLAGS="${CPPFLAGS:-} -DPyEval_CallObject=PyObject_CallObject" \
        pip_install --no-cache-dir --no-binary durable-rules --force-reinstall --no-deps "$engine"
fi

pip_install "$@"

if ! has_engine; then
    echo "durable-rules is installed in $venv, but its C extension cannot be imported:" >&2
    "$python" -c 'import durable_rules_engine' 2>&1 | tail -n 1 >&2
    exit 1
fi
