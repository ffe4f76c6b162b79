#!/bin/sh
# Builds backend/Dockerfile for real, without a Docker engine, then runs the image: see run_image.py. The base images
# are made from Debian's packages. Needs root, buildah, debootstrap, and about 15 GB of disk until it is done.
set -eu
skip() { echo "image-check skipped: $1"; exit 0; }
for tool in buildah debootstrap; do
  command -v "$tool" >/dev/null 2>&1 || skip "$tool is not installed (Debian: apt-get install buildah debootstrap)"
done
[ "$(id -u)" = 0 ] || skip "only root can build an image in a chroot"

cd "$(dirname "$0")/../.."
python=$PWD/.venv/bin/python
work=$(mktemp -d /var/tmp/layerloom-image.XXXXXX)
mkdir "$work/tmp"
export TMPDIR="$work/tmp" BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs CONTAINERS_STORAGE_CONF="$work/storage.conf"
printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/storage"\nrunroot = "%s/run"\n' "$work" "$work" >"$work/storage.conf"

finish() {
  buildah umount --all >/dev/null 2>&1 || true
  buildah rm --all >/dev/null 2>&1 || true
  rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

echo "1. Base images, from Debian's packages"
sh tests/image/base_images.sh backend/Dockerfile "$work"

echo "2. The image, from backend/Dockerfile"
# Each argument is a line, so that a path may hold a blank.
"$python" tests/image/own_registries.py "$work/registries" >"$work/arguments"
set --
while IFS= read -r argument; do set -- "$@" "$argument"; done <"$work/arguments"
buildah build --pull-never --format docker "$@" --tag layerloom-check --file backend/Dockerfile . \
  >"$work/build.log" 2>&1 || { tail -n 60 "$work/build.log"; exit 1; }

echo "3. The image's own command"
cd tests
PYTHONPATH=. "$python" -m image.run_image layerloom-check "$work/storage"
