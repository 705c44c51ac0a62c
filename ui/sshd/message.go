package sshd

// refusal is why a connection is closed before anybody has come in; the log has it.
type refusal string

const (
	tooManyConnections refusal = "too many connections"
	tooManyNew         refusal = "too many connections that have not authenticated"
	tooManyPending     refusal = "too many connections of the address that have not authenticated"
	tooManyAddresses   refusal = "too many addresses"
	tooFast            refusal = "too many handshakes of the address"
)

// farewell is why the server ends a session. It is an error to be the cause of a context,
// and what the reader is told.
type farewell string

func (f farewell) Error() string { return string(f) }

const (
	stopping   farewell = "the server is stopping"
	idle       farewell = "no key was pressed for a long time"
	shutOut    farewell = "you may no longer come in with this key"
	failed     farewell = "something went wrong in the server, which has noted it"
	interrupt  farewell = "interrupted"
	gone       farewell = "the client has gone"
	stalled    farewell = "stalled: the client takes nothing of what it is sent"
	unused     farewell = "no session is open"
	lingering  farewell = "the client keeps a session that has ended"
	unfinished farewell = "authentication took too long"
	insistent  farewell = "too many channels were asked for"
)

// What a client is told.
const (
	noShell        = "there is no shell here: ask for a terminal (ssh -t), or for a command"
	noTerminal     = "your key may run commands, but have no terminal"
	noSubsystem    = "there are no subsystems here, such as SFTP: ask for a terminal, or for a command"
	noForwarding   = "nothing is forwarded here: ask for a terminal, or for a command"
	notSplit       = "the command cannot be split into words: %v"
	noCommand      = "no command was named"
	fullServer     = "the server has as many sessions as it may have (%d): try again later"
	fullReader     = "you have as many sessions as a reader may have (%d)"
	fullAddress    = "your address has as many sessions as it may have (%d)"
	fullConnection = "this connection has as many sessions as it may have (%d)"
	fullMemory     = "the server has no memory for another session: try again later"
	longCommand    = "the command is longer than %d bytes"
	stoppingNotice = "The server is stopping. What you have done is kept."
)
