// Verifies a log with Go's own sumdb packages. Reads one JSON request from standard input and
// exits with 0 when checkpoint, inclusion and consistency hold.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type request struct {
	Vkey        string
	Checkpoint  string
	Index       int64
	Leaf        []byte
	Inclusion   [][]byte
	OldSize     int64
	OldRoot     []byte
	Consistency [][]byte
	Tiles       map[string][]byte
}

// tiles serves the files of c2sp.org/tlog-tiles, whose paths leave out Go's tile height.
type tiles map[string][]byte

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, ok := t[path]
		if !ok {
			return nil, fmt.Errorf("no tile %s", path)
		}
		data = append(data, content)
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// verifyTiles lets Go authenticate the tiles against the root, and prove every leaf from them.
func verifyTiles(t tiles, size int64, root tlog.Hash) error {
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, t)
	for index := int64(0); index < size; index++ {
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, size, root, index, leaf[0]); err != nil {
			return err
		}
	}
	return nil
}

func hash(raw []byte) tlog.Hash {
	var h tlog.Hash
	if copy(h[:], raw) != tlog.HashSize || len(raw) != tlog.HashSize {
		panic("not a hash")
	}
	return h
}

func hashes(raw [][]byte) []tlog.Hash {
	list := make([]tlog.Hash, 0, len(raw))
	for _, one := range raw {
		list = append(list, hash(one))
	}
	return list
}

func verify(r request) error {
	verifier, err := note.NewVerifier(r.Vkey)
	if err != nil {
		return err
	}
	signed, err := note.Open([]byte(r.Checkpoint), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(signed.Text, "\n")
	var size int64
	if _, err := fmt.Sscanf(lines[1], "%d", &size); err != nil {
		return err
	}
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil {
		return err
	}
	root := hash(raw)
	if r.Tiles != nil {
		return verifyTiles(r.Tiles, size, root)
	}
	leaf := tlog.RecordHash(r.Leaf)
	if err := tlog.CheckRecord(hashes(r.Inclusion), size, root, r.Index, leaf); err != nil {
		return err
	}
	return tlog.CheckTree(hashes(r.Consistency), size, root, r.OldSize, hash(r.OldRoot))
}

func main() {
	var r request
	err := json.NewDecoder(os.Stdin).Decode(&r)
	if err == nil {
		err = verify(r)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
