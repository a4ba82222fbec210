// Package publish signs releases into a tree: a folder of plain files that any static web server
// or a USB stick can carry, and that a kiosk trusts by its signatures alone. The metadata is that
// of The Update Framework, specification 1.0.31 (https://theupdateframework.github.io/specification/),
// with the four roles root, targets, snapshot and timestamp and consistent snapshots:
//
//	metadata/1.root.json …      who may sign what; a chain, each signed by the one before
//	metadata/N.targets.json     the release's size and SHA-256
//	metadata/N.snapshot.json    which targets metadata belongs to it
//	metadata/timestamp.json     which snapshot is the newest; the only file that is ever replaced
//	targets/SHA256.content.release
//
// A publication writes new files beside the old ones and replaces timestamp.json last, so that one
// that is interrupted leaves the tree as it was. N grows by one each time, over all trees that were
// published with the same keys: it is remembered beside the keys, so that a tree that was lost can
// be written anew without the kiosks taking it for an old one.
package publish

import "daoyin/content/update"

// Target is the one target's name.
const Target = update.Target
