package sshd

import gossh "golang.org/x/crypto/ssh"

// What is offered: no SHA-1, no CBC, no NIST curves or finite fields to exchange keys, and
// no MAC that does not cover what is encrypted. Clients sign with their keys as they have
// them, but with no certificates and not with SHA-1.
func algorithms() gossh.ServerConfig {
	return gossh.ServerConfig{
		Config: gossh.Config{
			KeyExchanges: []string{
				gossh.KeyExchangeMLKEM768X25519,
				gossh.KeyExchangeCurve25519, // also under the name it had first
			},
			Ciphers: []string{gossh.CipherChaCha20Poly1305, gossh.CipherAES256GCM, gossh.CipherAES128GCM},
			MACs:    []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM},
		},
		PublicKeyAuthAlgorithms: []string{
			gossh.KeyAlgoED25519,
			gossh.KeyAlgoSKED25519,
			gossh.KeyAlgoECDSA256,
			gossh.KeyAlgoECDSA384,
			gossh.KeyAlgoECDSA521,
			gossh.KeyAlgoSKECDSA256,
			gossh.KeyAlgoRSASHA256,
			gossh.KeyAlgoRSASHA512,
		},
	}
}
