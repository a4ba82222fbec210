// Package update reads what package publish wrote: it finds out whether a tree offers a release
// that may be taken up, and fetches it, trusting nothing but the signatures. The tree may be on a
// web server, on a stick, half copied, or in the hands of somebody who means harm; whatever it
// answers becomes an offer or a Fault, and nothing that was accepted before is forgotten.
//
// The metadata is verified as The Update Framework's client workflow asks (specification 1.0.31,
// section 5). The library that does it keeps nothing on disk here: what must survive is in Trust,
// which the caller stores.
package update

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// The layout of a tree.
const (
	MetadataFolder = "metadata"
	TargetsFolder  = "targets"
	// Target is the name of the one target.
	Target = "content.release"
)

// Limits of what is read of a tree, in bytes, and of the roots followed in one check.
const (
	maxMetadata = 256 << 10
	// MaxRelease is far more than any hall's content.
	MaxRelease = 1 << 30
	maxRoots   = 64
)

// Floor is what was accepted already: nothing older is accepted again. The zero value has seen
// nothing.
type Floor struct {
	// Anchor names the root that the installer gave, by its SHA-256: another one begins anew.
	Anchor    string `json:"anchor,omitempty"`
	Root      int64  `json:"root,omitempty"`
	Timestamp int64  `json:"timestamp,omitempty"`
	Snapshot  int64  `json:"snapshot,omitempty"`
	Targets   int64  `json:"targets,omitempty"`
}

// Above is the higher of two floors with the same anchor. Under a newer root the older floor does
// not count: its keys may have been replaced because somebody else used them.
func (f Floor) Above(g Floor) Floor {
	switch {
	case f.Root > g.Root:
		return f
	case f.Root < g.Root:
		return g
	}
	f.Timestamp = max(f.Timestamp, g.Timestamp)
	f.Snapshot = max(f.Snapshot, g.Snapshot)
	f.Targets = max(f.Targets, g.Targets)
	return f
}

// Trust is what a kiosk remembers from one check to the next.
type Trust struct {
	Floor Floor `json:"floor"`
	// Root is the newest root accepted; empty, or damaged, the installer's is begun with.
	Root []byte `json:"root,omitempty"`
	// Expires is when the newest publication that was seen ends; zero when none was.
	Expires time.Time `json:"expires"`
}

// Offer is the release that a tree offers.
type Offer struct {
	// Hash is the file's SHA-256 in hexadecimal, Size its length in bytes.
	Hash string
	Size int64
	// Version is the publication's number.
	Version int64
}

// Anchor names an installer's root, as in Floor.
func Anchor(root []byte) string {
	sum := sha256.Sum256(root)
	return hex.EncodeToString(sum[:])
}

// CheckRoot says what is wrong with an installer's root.
func CheckRoot(root []byte) error {
	if _, err := trustedmetadata.New(root); err != nil {
		return fmt.Errorf("it is no signed root (%w): copy root.json from the operators' key folder", err)
	}
	return nil
}

// Check asks a tree what it offers. root is the installer's, trust what the last check returned.
// The Trust returned is to be kept whatever the error is: it never forgets. The error, if any, is a
// *Fault or says that root itself is not usable.
func Check(ctx context.Context, tree Tree, root []byte, trust Trust, now time.Time) (Offer, Trust, error) {
	c := &check{ctx: ctx, tree: tree, trust: trust}
	if err := c.begin(root, now); err != nil {
		return Offer{}, c.trust, err
	}
	offer, err := c.run(now)
	return offer, c.trust, err
}

type check struct {
	ctx   context.Context
	tree  Tree
	trust Trust
	tuf   *trustedmetadata.TrustedMetadata
}

// begin takes the newest root that is trusted.
func (c *check) begin(root []byte, now time.Time) error {
	given, err := trustedmetadata.New(root)
	if err != nil {
		return CheckRoot(root)
	}
	if anchor := Anchor(root); c.trust.Floor.Anchor != anchor {
		c.trust = Trust{Floor: Floor{Anchor: anchor}}
	}
	c.tuf = given
	if kept, err := trustedmetadata.New(c.trust.Root); err == nil && kept.Root.Signed.Version > given.Root.Signed.Version {
		c.tuf = kept
	}
	if c.trust.Floor.Root == 0 {
		c.trust.Floor.Root = c.tuf.Root.Signed.Version
	}
	c.tuf.RefTime = now.UTC()
	return nil
}

func (c *check) run(now time.Time) (Offer, error) {
	if err := c.roots(); err != nil {
		return Offer{}, err
	}
	if v := c.tuf.Root.Signed.Version; v < c.trust.Floor.Root {
		return Offer{}, c.fault(Older, "it ends at root %d and root %d was accepted already", v, c.trust.Floor.Root)
	}
	if err := c.timestamp(now); err != nil {
		return Offer{}, err
	}
	if err := c.snapshot(); err != nil {
		return Offer{}, err
	}
	return c.targets()
}

// roots follows the chain of roots to its end.
func (c *check) roots() error {
	for range maxRoots {
		next := c.tuf.Root.Signed.Version + 1
		name := fmt.Sprintf("%s/%d.root.json", MetadataFolder, next)
		data, err := fetch(c.ctx, c.tree, name, maxMetadata)
		if errors.Is(err, errAbsent) {
			return nil
		}
		if err != nil {
			return err
		}
		before := c.tuf.Root
		if _, err := c.tuf.UpdateRoot(data); err != nil {
			return c.unsigned(name, data, metadata.ROOT, err)
		}
		if c.trust.Floor.Root < next {
			c.trust.Floor.Root = next
			if replaced(before, c.tuf.Root) {
				// Whoever had the old keys may have signed any number: counting begins anew.
				c.trust.Floor.Timestamp, c.trust.Floor.Snapshot, c.trust.Floor.Targets = 0, 0, 0
			}
		}
		c.trust.Root = data
	}
	return c.fault(TooLong, "its chain of roots does not end")
}

// replaced reports whether a role that signs publications has other keys in the newer root.
func replaced(before, after *metadata.Metadata[metadata.RootType]) bool {
	for _, role := range []string{metadata.TIMESTAMP, metadata.SNAPSHOT, metadata.TARGETS} {
		a, b := before.Signed.Roles[role], after.Signed.Roles[role]
		if a == nil || b == nil || !slices.Equal(a.KeyIDs, b.KeyIDs) {
			return true
		}
	}
	return false
}

const (
	timestampName = MetadataFolder + "/timestamp.json"
	snapshotKey   = metadata.SNAPSHOT + ".json"
	targetsKey    = metadata.TARGETS + ".json"
)

func (c *check) timestamp(now time.Time) error {
	data, err := fetch(c.ctx, c.tree, timestampName, maxMetadata)
	if errors.Is(err, errAbsent) {
		return c.fault(NoTree, "there is no %s", timestampName)
	}
	if err != nil {
		return err
	}
	_, err = c.tuf.UpdateTimestamp(data)
	if errors.Is(err, &metadata.ErrExpiredMetadata{}) {
		if c.tuf.Timestamp == nil {
			return c.fault(Expired, "its root ended on %s", day(c.tuf.Root.Signed.Expires))
		}
		return c.expired(c.tuf.Timestamp.Signed.Expires)
	}
	if err != nil {
		return c.unsigned(timestampName, data, metadata.TIMESTAMP, err)
	}
	t := &c.tuf.Timestamp.Signed
	meta := t.Meta[snapshotKey]
	switch {
	case meta == nil:
		return c.fault(Altered, "%s names no snapshot", timestampName)
	case t.Version < c.trust.Floor.Timestamp:
		return c.fault(Older, "it is publication %d and publication %d was accepted already", t.Version, c.trust.Floor.Timestamp)
	case meta.Version < c.trust.Floor.Snapshot:
		return c.fault(Older, "its snapshot is %d and snapshot %d was accepted already", meta.Version, c.trust.Floor.Snapshot)
	}
	return nil
}

func (c *check) expired(when time.Time) error {
	c.trust.Expires = when
	return c.fault(Expired, "its publication ended on %s", day(when))
}

func day(t time.Time) string { return t.Local().Format(time.DateOnly) }

func (c *check) snapshot() error {
	meta := c.tuf.Timestamp.Signed.Meta[snapshotKey]
	name := fmt.Sprintf("%s/%d.snapshot.json", MetadataFolder, meta.Version)
	data, err := c.signedFile(name, meta)
	if err != nil {
		return err
	}
	_, err = c.tuf.UpdateSnapshot(data, false)
	if errors.Is(err, &metadata.ErrExpiredMetadata{}) {
		return c.expired(c.tuf.Snapshot.Signed.Expires)
	}
	if err != nil {
		return c.unsigned(name, data, metadata.SNAPSHOT, err)
	}
	targets := c.tuf.Snapshot.Signed.Meta[targetsKey]
	switch {
	case targets == nil:
		return c.fault(Altered, "%s names no targets", name)
	case targets.Version < c.trust.Floor.Targets:
		return c.fault(Older, "its targets are %d and targets %d were accepted already", targets.Version, c.trust.Floor.Targets)
	}
	return nil
}

// targets verifies the last link, and with it accepts the publication.
func (c *check) targets() (Offer, error) {
	meta := c.tuf.Snapshot.Signed.Meta[targetsKey]
	name := fmt.Sprintf("%s/%d.targets.json", MetadataFolder, meta.Version)
	data, err := c.signedFile(name, meta)
	if err != nil {
		return Offer{}, err
	}
	targets, err := c.tuf.UpdateTargets(data)
	if errors.Is(err, &metadata.ErrExpiredMetadata{}) {
		if signed, err := metadata.Targets().FromBytes(data); err == nil {
			return Offer{}, c.expired(signed.Signed.Expires)
		}
	}
	if err != nil {
		return Offer{}, c.unsigned(name, data, metadata.TARGETS, err)
	}
	target := targets.Signed.Targets[Target]
	if target == nil {
		return Offer{}, c.fault(Altered, "%s names no %s", name, Target)
	}
	sum := target.Hashes["sha256"]
	if len(sum) != sha256.Size || target.Length < 0 || target.Length > MaxRelease {
		return Offer{}, c.fault(Altered, "%s describes no release of at most %d bytes by its SHA-256", name, MaxRelease)
	}
	floor := &c.trust.Floor
	timestamp := &c.tuf.Timestamp.Signed
	floor.Timestamp, floor.Snapshot, floor.Targets = timestamp.Version, c.tuf.Snapshot.Signed.Version, targets.Signed.Version
	c.trust.Expires = slices.MinFunc([]time.Time{timestamp.Expires, c.tuf.Snapshot.Signed.Expires, targets.Signed.Expires}, time.Time.Compare)
	return Offer{Hash: hex.EncodeToString(sum), Size: target.Length, Version: timestamp.Version}, nil
}

// signedFile fetches metadata whose length and hash another one has signed.
func (c *check) signedFile(name string, meta *metadata.MetaFiles) ([]byte, error) {
	limit := int64(maxMetadata)
	if meta.Length > 0 {
		limit = min(limit, meta.Length)
	}
	data, err := fetch(c.ctx, c.tree, name, limit)
	switch {
	case errors.Is(err, errAbsent):
		return nil, c.fault(Incomplete, "%s is missing", name)
	case err != nil:
		return nil, err
	case int64(len(data)) < meta.Length:
		return nil, c.fault(Incomplete, "%s has %d of %d bytes", name, len(data), meta.Length)
	case meta.VerifyLengthHashes(data) != nil:
		return nil, c.fault(Altered, "%s is not the file that was signed", name)
	}
	return data, nil
}

// unsigned tells apart why metadata is not accepted: it is no whole document, somebody else's keys
// signed it, or it is not what was signed.
func (c *check) unsigned(name string, data []byte, role string, cause error) error {
	var form struct {
		Signatures []metadata.Signature `json:"signatures"`
	}
	var syntax *json.SyntaxError
	err := json.Unmarshal(data, &form)
	if errors.As(err, &syntax) && syntax.Offset >= int64(len(data)) {
		return c.fault(Incomplete, "%s is cut short", name)
	}
	if err == nil && errors.Is(cause, &metadata.ErrUnsignedMetadata{}) {
		keys := c.tuf.Root.Signed.Roles[role]
		ours := func(s metadata.Signature) bool { return keys != nil && slices.Contains(keys.KeyIDs, s.KeyID) }
		if !slices.ContainsFunc(form.Signatures, ours) {
			return c.fault(OtherKeys, "%s is signed with keys that this kiosk's root does not name", name)
		}
	}
	return c.fault(Altered, "%s is not what was signed (%w)", name, cause)
}

func (c *check) fault(why Reason, format string, args ...any) error {
	return newFault(why, c.tree, format, args...)
}
