#!/bin/sh
# Makes the two font files of this folder from Debian's fonts-noto-cjk (fonttools needed). Run by hand
# when the character list changes; the output is committed because it takes tens of seconds.
# The set: every Han character the SC face has, with the Latin, punctuation and symbols that screens use.
set -e
cd "$(dirname "$0")"
src=${1:-/usr/share/fonts/opentype/noto}
set="U+0020-007E,U+00A0-00FF,U+2010-2027,U+2030-205E,U+20AC,U+2100-214F,U+2190-21FF,U+2200-22FF,U+2460-24FF,U+2500-257F"
set="$set,U+25A0-25FF,U+2600-2603,U+2605-2606,U+2610-2612,U+2713-2718,U+3000-303F,U+3105-312F,U+31A0-31BF,U+3200-33FF"
set="$set,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+FE10-FE4F,U+FF00-FFEF,U+20000-2FA1F,U+30000-3134F"
for weight in Regular Bold; do
	pyftsubset "$src/NotoSansCJK-$weight.ttc" --font-number=2 --unicodes="$set" \
		--layout-features=kern --no-hinting --output-file="NotoSansSC-$weight.otf"
done
