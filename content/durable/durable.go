// Package durable writes files so that a power cut leaves the old file or the new one, whole.
package durable

import (
	"errors"
	"os"
	"path/filepath"
)

// Part is the ending of a file that is still being written.
const Part = ".part"

// Write puts data at path: into path.part, synced, renamed, and the folder synced. perm is the
// file's mode.
func Write(path string, data []byte, perm os.FileMode) error {
	f, err := os.OpenFile(path+Part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return Rename(path+Part, path)
}

// Rename moves a synced file to its place within the same folder, or between folders of one disk,
// and makes the move last. The folder it leaves is not synced: after a power cut the old name may
// be there as well.
func Rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(to))
}

// SyncFolder makes what was created, renamed and removed in a folder last.
func SyncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
