package serve

import (
	"fmt"

	"dateline/cmd/cli"
)

// unit is a unit of systemd that has the server reach what it needs and nothing else.
// %s is the program.
const unit = `# dateline over SSH. Install:
#   dateline serve --print-unit > /etc/systemd/system/dateline.service
#   systemctl daemon-reload && systemctl enable --now dateline
# The library is /var/lib/dateline/library.db, and what you set stands in
# /etc/dateline/config.toml, under [serve]. Let somebody in, as root:
#   dateline --library /var/lib/dateline/library.db serve readers add NAME KEY

[Unit]
Description=dateline, the news over SSH
Documentation=man:dateline(1)
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
ExecStart=%[1]s serve --listen :2222
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=2
# Sessions are told and drained in 10 s.
KillMode=mixed
TimeoutStopSec=15

# Nobody else is this user; he owns one folder.
DynamicUser=yes
User=dateline
StateDirectory=dateline
StateDirectoryMode=0700
ConfigurationDirectory=dateline
Environment=XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib XDG_CONFIG_HOME=/etc
UMask=0077
LimitNOFILE=16384

# The system can be read where that is needed, and not be changed.
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
PrivateIPC=yes
ProtectProc=invisible
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RemoveIPC=yes

# No rights, and no way to more. A port below 1024 needs CAP_NET_BIND_SERVICE in both
# sets, and PrivateUsers=no.
CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictRealtime=yes
RestrictNamespaces=yes
# The addresses of the machine, which no session may reach, come by netlink.
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`

// printUnit prints the unit, with this program in it.
func (c *command) printUnit() error {
	program, err := cli.UnitProgram(c.p.Executable)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.p.Stdout, unit, program)
	return err
}
