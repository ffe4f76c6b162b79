#!/bin/sh
# Makes stand-ins for the official base images, from Debian's own packages, under the names that a Dockerfile uses:
#   base_images.sh DOCKERFILE FOLDER
# Called by check.sh, which tells buildah where to keep them. Node and npm are this machine's.
set -eu
dockerfile=$1
root=$2/debian

commit() {
  container=$(buildah from scratch)
  buildah copy --quiet "$container" "$root" / >/dev/null
  buildah commit --quiet --rm "$container" "$1" >/dev/null
  echo "   $1"
}
name_of() { sed -n "s/^FROM \($1:[^ ]*\).*/\1/p" "$dockerfile" | head -n 1; }

# The mirror that this machine's apt uses, where it is of the same Debian; else debootstrap's own.
mirror="" proxy=""
if command -v apt-config >/dev/null 2>&1; then
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' 'Created-By: Packages' \
    | awk '$1 == "Debian" && $2 == "bookworm" { print $3; exit }')
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
fi
[ -z "$proxy" ] || export http_proxy="$proxy"

# ${mirror:+...} leaves the argument out where there is none.
debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv \
  bookworm "$root" ${mirror:+"$mirror"} >"$2/debootstrap.log" 2>&1 || { tail -n 20 "$2/debootstrap.log"; exit 1; }
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
# The official image has it under this name.
ln -s /usr/bin/python3 "$root/usr/local/bin/python"
commit "$(name_of python)"

npm=$(readlink -f "$(command -v npm)")
cp "$(readlink -f "$(command -v node)")" "$root/usr/local/bin/node"
mkdir -p "$root/usr/local/lib/node_modules"
cp -R "${npm%/bin/*}" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
commit "$(name_of node)"
rm -rf "$root"
