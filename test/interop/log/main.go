// Checks a log of the exchange with code that knows nothing of it: Tessera's fsck, Go's sumdb note and tlog, and the
// cosignature verifier of transparency-dev/formats. Usage: go run . FOLDER CHECKS.json
package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checks struct {
	LogKey      string
	WitnessKey  string
	Receipts    []receipt
	Consistency []consistency
}

type receipt struct {
	Entry []byte
	Proof string
}

type consistency struct {
	OldSize, NewSize int64
	OldRoot, NewRoot []byte
	Hashes           [][]byte
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: go run . FOLDER CHECKS.json"))
	}
	var c checks
	raw, err := os.ReadFile(os.Args[2])
	fail(err)
	fail(json.Unmarshal(raw, &c))
	verifier, err := note.NewVerifier(c.LogKey)
	fail(err)

	size := recompute(os.Args[1], verifier)
	fetcher := client.FileFetcher{Root: os.Args[1]}
	fail(fsck.New(verifier.Name(), verifier, fetcher, leafHashes, fsck.Opts{N: 2}).Check(context.Background()))

	witness, err := fnote.NewVerifierForCosignatureV1(c.WitnessKey)
	fail(err)
	for _, r := range c.Receipts {
		checkReceipt(r, verifier, witness)
	}
	for _, p := range c.Consistency {
		proof := make(tlog.TreeProof, len(p.Hashes))
		for i, h := range p.Hashes {
			proof[i] = tlog.Hash(h)
		}
		fail(tlog.CheckTree(proof, p.NewSize, tlog.Hash(p.NewRoot), p.OldSize, tlog.Hash(p.OldRoot)))
	}
	fmt.Printf("{\"size\":%d,\"receipts\":%d,\"consistency\":%d}\n", size, len(c.Receipts), len(c.Consistency))
}

// recompute builds the whole tree from entry bytes with sumdb's own arithmetic and compares it with the checkpoint.
func recompute(folder string, verifier note.Verifier) int64 {
	raw, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	fail(err)
	opened, err := note.Open(raw, note.VerifierList(verifier))
	fail(err)
	size, root := head(opened.Text)
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	for n := int64(0); n < size; {
		width := min(size-n, 256)
		bundle, err := os.ReadFile(filepath.Join(folder, bundlePath(n/256, width)))
		fail(err)
		for _, entry := range parse(bundle) {
			hashes, err := tlog.StoredHashes(n, entry, read)
			fail(err)
			stored = append(stored, hashes...)
			n++
		}
	}
	found, err := tlog.TreeHash(size, read)
	fail(err)
	if found != root {
		fail(fmt.Errorf("entries hash to %v, the head says %v", found, root))
	}
	return size
}

func checkReceipt(r receipt, verifier, witness note.Verifier) {
	proofText, checkpoint, ok := strings.Cut(r.Proof, "\n\n")
	if !ok {
		fail(fmt.Errorf("no checkpoint in the receipt"))
	}
	opened, err := note.Open([]byte(checkpoint), note.VerifierList(verifier, witness))
	fail(err)
	if len(opened.Sigs) != 2 {
		fail(fmt.Errorf("%d known signatures instead of log and witness", len(opened.Sigs)))
	}
	size, root := head(opened.Text)
	lines := strings.Split(proofText, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		fail(fmt.Errorf("header %q", lines[0]))
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	fail(err)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		fail(err)
		proof = append(proof, hash)
	}
	fail(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(r.Entry)))
}

func head(text string) (int64, tlog.Hash) {
	lines := strings.Split(text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	fail(err)
	return size, tlog.Hash(root)
}

func bundlePath(index, width int64) string {
	path := fmt.Sprintf("tile/entries/%03d", index)
	if index >= 1000 {
		path = fmt.Sprintf("tile/entries/x%03d/%03d", index/1000, index%1000)
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

func parse(bundle []byte) [][]byte {
	var entries [][]byte
	for rest := bytes.Clone(bundle); len(rest) > 0; {
		n := int(binary.BigEndian.Uint16(rest))
		entries = append(entries, rest[2:2+n])
		rest = rest[2+n:]
	}
	return entries
}

func leafHashes(bundle []byte) ([][]byte, error) {
	var hashes [][]byte
	for _, entry := range parse(bundle) {
		hash := tlog.RecordHash(entry)
		hashes = append(hashes, hash[:])
	}
	return hashes, nil
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
