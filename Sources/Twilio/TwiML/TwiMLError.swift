/// What can't be said in TwiML. Trying again doesn't help; `description` names the remedy.
package enum TwiMLError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A stream's address must be `wss://` (`ws://` on a loopback host) without a query.
  case streamURL
  /// A stream parameter's name and value have together `StreamParameter.maximumLength` characters at most.
  case parameterTooLong
  /// A `<Dial>` rings one to `Dial.maximumParties` parties.
  case partyCount
  /// A queue's name has 1 to `QueueName.maximumLength` characters.
  case queueName
  /// What is said has `Say.maximumLength` characters at most.
  case textTooLong

  package var description: String {
    switch self {
    case .streamURL: "a stream's address must be wss:// without a query; pass values as parameters"
    case .parameterTooLong: "a stream parameter must be shorter than 500 characters"
    case .partyCount: "a dial rings one to ten parties"
    case .queueName: "a queue's name has 1 to 64 characters"
    case .textTooLong: "what is said must be at most 4096 characters; say it in parts"
    }
  }
}
