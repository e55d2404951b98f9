/// Which end of the connection we are: it decides who masks and who hangs up first.
package enum ConnectionRole: Equatable, Sendable { case server, client }
