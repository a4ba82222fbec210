package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"daoyin/content/publish"
)

// Passphrase is where a command takes the passphrase of the keys from: a file, the environment,
// or the person at the terminal.
type Passphrase struct {
	PassphraseFile string `help:"File whose first line is the passphrase, for publishing without a person." placeholder:"FILE"`
	// The environment's is no flag: a flag's value is seen by everybody on the machine.
}

// passphraseEnv names the variable that holds the passphrase, for publishing without a person.
const passphraseEnv = "DAOYIN_PASSPHRASE"

// shortest is the least that stands against guessing at a stolen key file.
const shortest = 12

// secret gets the passphrase. twice asks for a new one: long enough, and typed again.
func (p Passphrase) secret(s streams, twice bool) (publish.Secret, error) {
	phrase, err := p.phrase(s, twice)
	if err != nil {
		return publish.Secret{}, err
	}
	if twice && len([]rune(phrase)) < shortest {
		return publish.Secret{}, fmt.Errorf("the passphrase is too short: use at least %d characters, such as five words", shortest)
	}
	return publish.Secret{Passphrase: phrase}, nil
}

func (p Passphrase) phrase(s streams, twice bool) (string, error) {
	if p.PassphraseFile != "" {
		data, err := os.ReadFile(p.PassphraseFile)
		if err != nil {
			return "", fmt.Errorf("the passphrase cannot be read, check --passphrase-file: %w", err)
		}
		line, _, _ := strings.Cut(string(data), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	if phrase := os.Getenv(passphraseEnv); phrase != "" {
		return phrase, nil
	}
	terminal, ok := s.in.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", fmt.Errorf("there is no terminal to ask for the passphrase: set %s or give --passphrase-file", passphraseEnv)
	}
	phrase, err := ask(terminal, s, "Passphrase of the keys: ")
	if err != nil || !twice {
		return phrase, err
	}
	again, err := ask(terminal, s, "The same again: ")
	if err == nil && again != phrase {
		err = errors.New("the two passphrases differ; nothing was made")
	}
	return phrase, err
}

// ask reads a line without showing it.
func ask(terminal *os.File, s streams, prompt string) (string, error) {
	fmt.Fprint(s.err, prompt)
	line, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(s.err)
	if err != nil {
		return "", fmt.Errorf("the passphrase cannot be read from the terminal: %w", err)
	}
	return string(line), nil
}
