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
	notSplit       = "the command is not to be understood: %v"
	noCommand      = "no command was named"
	fullServer     = "the server is full: there are %d sessions; try again later"
	fullReader     = "you have %d sessions already, as many as a reader may have"
	fullAddress    = "%d sessions come from your address already, as many as may"
	fullConnection = "there are %d sessions on this connection already, as many as may be"
	fullMemory     = "the server has no memory for another session; try again later"
	longCommand    = "the command is longer than %d bytes"
	stoppingNotice = "The server is stopping. What you have done is kept."
)
