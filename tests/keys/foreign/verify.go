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
