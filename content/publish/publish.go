package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"golang.org/x/sys/unix"

	"daoyin/content/durable"
	"daoyin/content/update"
)

// Lives are how long what a publication signs is good for. When one has passed, kiosks go on with
// what they have and take up nothing new until the next publication.
type Lives struct{ Targets, Snapshot, Timestamp time.Duration }

// keep is how many publications stay in the tree: a kiosk that began to read one may finish.
const keep = 3

// Signer publishes with the keys of one folder. It is for one goroutine at a time.
type Signer struct {
	dir  string
	keys keyring
}

// NewSigner opens the keys that sign publications.
func NewSigner(dir string, secret Secret) (*Signer, error) {
	keys, err := load(filepath.Join(dir, onlineKeyFile), secret, online)
	if err != nil {
		return nil, err
	}
	return &Signer{dir: dir, keys: keys}, nil
}

// Published is what a publication wrote.
type Published struct {
	Version int64
	// Hash is the SHA-256 of the release's file, in hexadecimal.
	Hash    string
	Size    int64
	Expires time.Time
}

// Publish signs the file into tree, which is made if it is not there. Whether the file is a release
// that answers is the caller's to have checked. An error leaves the tree as it was for kiosks.
func (s *Signer) Publish(file, tree string, now time.Time, lives Lives) (Published, error) {
	unlock, err := s.lock()
	if err != nil {
		return Published{}, err
	}
	defer unlock()
	roots, err := s.roots()
	if err != nil {
		return Published{}, err
	}
	p := &publication{tree: tree, keys: s.keys}
	for _, folder := range []string{p.metadata(), p.targets()} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return Published{}, fmt.Errorf("the tree %s cannot be made, check permissions: %w", tree, err)
		}
	}
	if err := p.sameKeys(roots); err != nil {
		return Published{}, err
	}
	if p.Version, err = s.next(p); err != nil {
		return Published{}, err
	}
	err = p.write(file, roots, now, lives)
	if err != nil {
		return Published{}, fmt.Errorf("the tree %s stays as it was: %w", tree, err)
	}
	if err := p.prune(); err != nil {
		return p.Published, fmt.Errorf("the release is published, but what is older cannot be removed from %s: %w", tree, err)
	}
	return p.Published, nil
}

// lock keeps a second publication with the same keys waiting: two would take one number.
func (s *Signer) lock() (func(), error) {
	f, err := os.OpenFile(filepath.Join(s.dir, lockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		if err = unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
			f.Close() // the first error is the one to tell
		}
	}
	if err != nil {
		return nil, fmt.Errorf("the key folder %s cannot be locked, check permissions: %w", s.dir, err)
	}
	return func() { f.Close() }, nil
}

// roots is the chain, whose newest must name the keys at hand: after an interrupted renewal with
// new keys it does not, and the renewal is to be done again.
func (s *Signer) roots() ([][]byte, error) {
	roots, err := readRoots(s.dir)
	if err != nil {
		return nil, err
	}
	newest, err := metadata.Root().FromBytes(roots[len(roots)-1])
	if err != nil {
		return nil, fmt.Errorf("the root in %s cannot be read, copy the key folder again: %w", s.dir, err)
	}
	for _, role := range online {
		key, err := metadata.KeyFromPublicKey(s.keys[role].Public())
		if err != nil {
			return nil, err
		}
		id, err := key.ID()
		if err != nil {
			return nil, err
		}
		if r := newest.Signed.Roles[role]; r == nil || !slices.Contains(r.KeyIDs, id) {
			return nil, fmt.Errorf("the root in %s does not name the key of %s: run contentctl keys renew --replace %s", s.dir, role, s.dir)
		}
	}
	return roots, nil
}

// next takes the version of this publication: one more than any that was given before. It is
// noted before it is used, so that an interrupted one is never used twice.
func (s *Signer) next(p *publication) (int64, error) {
	path := filepath.Join(s.dir, publishedFile)
	var last struct {
		Version int64 `json:"version"`
	}
	data, err := os.ReadFile(path)
	if err == nil {
		if err := json.Unmarshal(data, &last); err != nil {
			return 0, fmt.Errorf("%s is damaged: put {\"version\": N} in it, with N at least the version that contentctl check TREE shows: %w", path, err)
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return 0, fmt.Errorf("%s cannot be read, check permissions: %w", path, err)
	}
	highest, err := p.versions(metadata.TARGETS)
	if err != nil {
		return 0, err
	}
	for _, v := range highest {
		last.Version = max(last.Version, v)
	}
	last.Version++
	if data, err = json.Marshal(last); err == nil {
		err = durable.Write(path, append(data, '\n'), 0o600)
	}
	if err != nil {
		return 0, fmt.Errorf("the version cannot be noted in %s, check permissions and free space: %w", s.dir, err)
	}
	return last.Version, nil
}

// publication is one publication under way.
type publication struct {
	Published
	tree string
	keys keyring
}

func (p *publication) metadata() string { return filepath.Join(p.tree, update.MetadataFolder) }
func (p *publication) targets() string  { return filepath.Join(p.tree, update.TargetsFolder) }

// sameKeys refuses a tree that begins with another first root: the kiosks that read it would
// trust nothing that is signed now.
func (p *publication) sameKeys(roots [][]byte) error {
	path := filepath.Join(p.metadata(), rootName(1))
	there, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the tree cannot be read, check permissions: %w", err)
	}
	if string(there) != string(roots[0]) {
		return fmt.Errorf("the tree %s was published with other keys: name their folder with --keys, or publish into an empty folder", p.tree)
	}
	return nil
}

// write puts everything in place, timestamp.json last.
func (p *publication) write(file string, roots [][]byte, now time.Time, lives Lives) error {
	if err := p.putTarget(file); err != nil {
		return fmt.Errorf("the release cannot be copied into it, check permissions and free space: %w", err)
	}
	raw, err := hex.DecodeString(p.Hash)
	if err != nil {
		return err
	}
	targets := metadata.Targets(expiry(now, lives.Targets))
	targets.Signed.Version = p.Version
	targets.Signed.Targets[Target] = &metadata.TargetFiles{Length: p.Size, Hashes: metadata.Hashes{"sha256": raw}}
	targetsData, err := sign(targets, p.keys[metadata.TARGETS])
	if err != nil {
		return err
	}
	snapshot := metadata.Snapshot(expiry(now, lives.Snapshot))
	snapshot.Signed.Version = p.Version
	snapshot.Signed.Meta["targets.json"] = describe(p.Version, targetsData)
	snapshotData, err := sign(snapshot, p.keys[metadata.SNAPSHOT])
	if err != nil {
		return err
	}
	timestamp := metadata.Timestamp(expiry(now, lives.Timestamp))
	timestamp.Signed.Version = p.Version
	timestamp.Signed.Meta["snapshot.json"] = describe(p.Version, snapshotData)
	timestampData, err := sign(timestamp, p.keys[metadata.TIMESTAMP])
	if err != nil {
		return err
	}
	p.Expires = slices.MinFunc([]time.Time{targets.Signed.Expires, snapshot.Signed.Expires, timestamp.Signed.Expires}, time.Time.Compare)

	type entry struct {
		name string
		data []byte
	}
	var entries []entry
	for i, root := range roots {
		entries = append(entries, entry{rootName(int64(i + 1)), root})
	}
	entries = append(entries,
		entry{fmt.Sprintf("%d.targets.json", p.Version), targetsData},
		entry{fmt.Sprintf("%d.snapshot.json", p.Version), snapshotData},
		entry{"timestamp.json", timestampData})
	for _, e := range entries {
		if err := durable.Write(filepath.Join(p.metadata(), e.name), e.data, 0o644); err != nil {
			return fmt.Errorf("it cannot be written, check permissions and free space: %w", err)
		}
	}
	return nil
}

func describe(version int64, data []byte) *metadata.MetaFiles {
	sum := sha256.Sum256(data)
	return &metadata.MetaFiles{Version: version, Length: int64(len(data)), Hashes: metadata.Hashes{"sha256": sum[:]}}
}

// putTarget copies the release under its hash. One that is there already is read again: an
// earlier copy may have gone bad.
func (p *publication) putTarget(file string) error {
	var err error
	if p.Hash, p.Size, err = hashFile(file); err != nil {
		return err
	}
	place := filepath.Join(p.targets(), p.Hash+"."+Target)
	if hash, _, err := hashFile(place); err == nil && hash == p.Hash {
		return nil
	}
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(place+durable.Part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != p.Hash {
		return fmt.Errorf("%s changed while it was read; publish again", file)
	}
	return durable.Rename(place+durable.Part, place)
}

func hashFile(path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// versions lists the versions of a role's metadata in the tree, ascending.
func (p *publication) versions(role string) ([]int64, error) {
	names, err := filepath.Glob(filepath.Join(p.metadata(), "*."+role+".json"))
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, name := range names {
		number, _, _ := strings.Cut(filepath.Base(name), ".")
		if v, err := strconv.ParseInt(number, 10, 64); err == nil {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out, nil
}

// prune removes what no kiosk reads any more: metadata older than the last few publications,
// releases that the remaining ones do not name, and parts of interrupted copies.
func (p *publication) prune() error {
	versions, err := p.versions(metadata.TARGETS)
	if err != nil {
		return err
	}
	old := versions[:max(0, len(versions)-keep)]
	wanted := map[string]bool{}
	for _, v := range versions[len(old):] {
		data, err := os.ReadFile(filepath.Join(p.metadata(), fmt.Sprintf("%d.targets.json", v)))
		if err != nil {
			return err
		}
		meta, err := metadata.Targets().FromBytes(data)
		if err != nil {
			continue // of an earlier publication, and damaged: it leads nobody to a release
		}
		for name, t := range meta.Signed.Targets {
			wanted[t.Hashes["sha256"].String()+"."+name] = true
		}
	}
	var unwanted []string
	for _, v := range old {
		unwanted = append(unwanted, filepath.Join(p.metadata(), fmt.Sprintf("%d.snapshot.json", v)), filepath.Join(p.metadata(), fmt.Sprintf("%d.targets.json", v)))
	}
	entries, err := os.ReadDir(p.targets())
	if err != nil {
		return err
	}
	for _, e := range entries {
		ours := strings.HasSuffix(strings.TrimSuffix(e.Name(), durable.Part), "."+Target)
		if ours && !wanted[e.Name()] {
			unwanted = append(unwanted, filepath.Join(p.targets(), e.Name()))
		}
	}
	for _, path := range unwanted {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
