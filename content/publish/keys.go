package publish

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"daoyin/content/durable"
)

// The files of a key folder. Two, because the root key is only needed to renew the root, and is
// best kept where no network reaches.
const (
	rootKeyFile   = "root.age"
	onlineKeyFile = "publishing.age"
	// RootFile is the newest root; a kiosk's trust begins with a copy of it.
	RootFile      = "root.json"
	publishedFile = "published.json"
	lockFile      = "lock"
)

// online are the roles that sign at every publication.
var online = []string{metadata.TARGETS, metadata.SNAPSHOT, metadata.TIMESTAMP}

// ErrPassphrase means that the passphrase does not open a key file.
var ErrPassphrase = errors.New("the passphrase does not fit")

// Secret is how the key files are encrypted: age with scrypt from a passphrase.
type Secret struct {
	Passphrase string
	// Work is scrypt's cost as a power of two; 0 is age's own, about a second.
	Work int
}

// keyring are private keys by role.
type keyring map[string]ed25519.PrivateKey

// Init makes a new key folder: keys of all four roles, encrypted, and the first root, which
// expires after life. A folder that holds keys already is left alone.
func Init(dir string, secret Secret, now time.Time, life time.Duration) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the key folder %s cannot be made, check permissions: %w", dir, err)
	}
	for _, name := range []string{rootKeyFile, onlineKeyFile, RootFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf("%s holds keys already (%s): kiosks trust those; name another folder", dir, name)
		}
	}
	all := keyring{}
	for _, role := range append([]string{metadata.ROOT}, online...) {
		_, key, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return fmt.Errorf("failed to make a key: %w", err)
		}
		all[role] = key
	}
	root := metadata.Root(expiry(now, life))
	for role, key := range all {
		if err := addKey(root, role, key); err != nil {
			return err
		}
	}
	// The keys first: a root whose keys are lost is worth nothing.
	for name, roles := range map[string][]string{rootKeyFile: {metadata.ROOT}, onlineKeyFile: online} {
		if err := all.save(filepath.Join(dir, name), secret, roles); err != nil {
			return err
		}
	}
	return saveRoot(dir, root, all[metadata.ROOT])
}

// Renew writes the next root, which expires after life from now. With replace, the keys that sign
// publications are made anew and the old ones are trusted no more: for keys that may have been
// seen by others. Kiosks follow at the next publication.
func Renew(dir string, secret Secret, now time.Time, life time.Duration, replace bool) error {
	roots, err := readRoots(dir)
	if err != nil {
		return err
	}
	rootKey, err := load(filepath.Join(dir, rootKeyFile), secret, []string{metadata.ROOT})
	if err != nil {
		return err
	}
	root, err := metadata.Root().FromBytes(roots[len(roots)-1])
	if err != nil {
		return fmt.Errorf("the root in %s cannot be read, copy the key folder again: %w", dir, err)
	}
	root.Signed.Version++
	root.Signed.Expires = expiry(now, life)
	if replace {
		fresh := keyring{}
		for _, role := range online {
			for _, id := range root.Signed.Roles[role].KeyIDs {
				if err := root.Signed.RevokeKey(id, role); err != nil {
					return fmt.Errorf("failed to take a key from %s: %w", role, err)
				}
			}
			if _, fresh[role], err = ed25519.GenerateKey(rand.Reader); err != nil {
				return fmt.Errorf("failed to make a key: %w", err)
			}
			if err := addKey(root, role, fresh[role]); err != nil {
				return err
			}
		}
		if err := fresh.save(filepath.Join(dir, onlineKeyFile), secret, online); err != nil {
			return err
		}
	}
	return saveRoot(dir, root, rootKey[metadata.ROOT])
}

func addKey(root *metadata.Metadata[metadata.RootType], role string, private ed25519.PrivateKey) error {
	key, err := metadata.KeyFromPublicKey(private.Public())
	if err == nil {
		err = root.Signed.AddKey(key, role)
	}
	if err != nil {
		return fmt.Errorf("failed to name the key of %s: %w", role, err)
	}
	return nil
}

// saveRoot signs and writes a root under its version, and then as the newest.
func saveRoot(dir string, root *metadata.Metadata[metadata.RootType], key ed25519.PrivateKey) error {
	data, err := sign(root, key)
	if err != nil {
		return err
	}
	for _, name := range []string{rootName(root.Signed.Version), RootFile} {
		if err := durable.Write(filepath.Join(dir, name), data, 0o644); err != nil {
			return fmt.Errorf("the root cannot be written, check permissions and free space: %w", err)
		}
	}
	return nil
}

func rootName(version int64) string { return fmt.Sprintf("%d.root.json", version) }

// readRoots reads the chain of roots, the first one first.
func readRoots(dir string) ([][]byte, error) {
	var out [][]byte
	for version := int64(1); ; version++ {
		data, err := os.ReadFile(filepath.Join(dir, rootName(version)))
		switch {
		case errors.Is(err, os.ErrNotExist) && len(out) == 0:
			return nil, fmt.Errorf("%s holds no keys: make them with contentctl keys init %s", dir, dir)
		case errors.Is(err, os.ErrNotExist):
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("the key folder cannot be read, check permissions: %w", err)
		}
		out = append(out, data)
	}
}

// sign replaces a metadata's signatures by one of key and encodes it.
func sign[T metadata.Roles](meta *metadata.Metadata[T], key ed25519.PrivateKey) ([]byte, error) {
	signer, err := signature.LoadSigner(key, crypto.Hash(0))
	if err != nil {
		return nil, fmt.Errorf("failed to sign: %w", err)
	}
	meta.ClearSignatures()
	if _, err := meta.Sign(signer); err != nil {
		return nil, fmt.Errorf("failed to sign: %w", err)
	}
	return meta.ToBytes(false)
}

// expiry is to the second, as the specification writes times.
func expiry(now time.Time, life time.Duration) time.Time {
	return now.Add(life).UTC().Truncate(time.Second)
}

// save encrypts the keys of some roles into a file: JSON, role to the key's seed in hexadecimal.
func (k keyring) save(path string, secret Secret, roles []string) error {
	recipient, err := age.NewScryptRecipient(secret.Passphrase)
	if err != nil {
		return fmt.Errorf("the passphrase cannot be used, give one that is not empty: %w", err)
	}
	if secret.Work != 0 {
		recipient.SetWorkFactor(secret.Work)
	}
	seeds := map[string]string{}
	for _, role := range roles {
		seeds[role] = hex.EncodeToString(k[role].Seed())
	}
	plain, err := json.Marshal(seeds)
	if err != nil {
		return err
	}
	defer clear(plain)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return fmt.Errorf("failed to encrypt the keys: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return fmt.Errorf("failed to encrypt the keys: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("failed to encrypt the keys: %w", err)
	}
	if err := durable.Write(path, sealed.Bytes(), 0o600); err != nil {
		return fmt.Errorf("the keys cannot be written, check permissions and free space: %w", err)
	}
	return nil
}

// load decrypts a key file, which must hold the keys of roles.
func load(path string, secret Secret, roles []string) (keyring, error) {
	sealed, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be read: make keys with contentctl keys init, or name their folder with --keys: %w", path, err)
	}
	identity, err := age.NewScryptIdentity(secret.Passphrase)
	if err != nil {
		return nil, fmt.Errorf("the passphrase cannot be used, give one that is not empty: %w", err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, fmt.Errorf("%w: %s stays closed; type the one that was given to contentctl keys init", ErrPassphrase, path)
	}
	damaged := func(err error) error {
		return fmt.Errorf("the key file %s is damaged, copy it again from where it is kept: %w", path, err)
	}
	if err != nil {
		return nil, damaged(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, damaged(err)
	}
	defer clear(plain)
	var seeds map[string]string
	if err := json.Unmarshal(plain, &seeds); err != nil {
		return nil, damaged(err)
	}
	out := keyring{}
	for _, role := range roles {
		seed, err := hex.DecodeString(seeds[role])
		if err != nil || len(seed) != ed25519.SeedSize {
			return nil, damaged(fmt.Errorf("it holds no key for %s", role))
		}
		out[role] = ed25519.NewKeyFromSeed(seed)
	}
	return out, nil
}
