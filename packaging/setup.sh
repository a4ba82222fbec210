#!/bin/sh
# Installs the Debian packages that building, running or testing needs, and nothing when they are
# there. As root or through sudo; otherwise it prints the command to run and stops.
#   packaging/setup.sh build|run|test
set -e

# What cgo compiles the window against (X11 and OpenGL alone: the kiosk runs on Xorg).
build="gcc libc6-dev pkg-config libgl-dev libx11-dev libxrandr-dev libxxf86vm-dev libxi-dev libxcursor-dev libxinerama-dev"
# Software OpenGL, and an X server without a screen for machines that have none.
run="$build libgl1 libgl1-mesa-dri xvfb"
# zbar is an eye of its own for the codes on screen and paper.
test="$run zbar-tools"

case "$1" in
build) want=$build ;;
run) want=$run ;;
test) want=$test ;;
*) echo "usage: packaging/setup.sh build|run|test" >&2; exit 2 ;;
esac

missing=""
for package in $want; do
	dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
	sudo=""
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
	sudo="sudo"
else
	echo "These Debian packages are missing:$missing" >&2
	echo "Install them as root, then run make again:" >&2
	echo "  apt-get update && apt-get install -y --no-install-recommends$missing" >&2
	exit 1
fi
echo "Installing Debian packages (a minute or two):$missing"
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
echo "Packages installed."
