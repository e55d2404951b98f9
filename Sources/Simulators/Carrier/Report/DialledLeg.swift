/// Somebody whom `<Dial>` rang.
public struct DialledLeg: Equatable, Sendable {
  /// What became of it, in the carrier's words (`DialCallStatus`).
  public enum Result: String, Equatable, Sendable { case completed, busy, failed, canceled, noAnswer = "no-answer" }

  /// The number, `client:` identity, SIP address or queue.
  public let address: String
  /// The caller id on the callee's display.
  public let callerIDSeen: String
  public let result: Result

  /// A leg as a report holds it; public for comparing with one.
  public init(address: String, callerIDSeen: String, result: Result) {
    self.address = address
    self.callerIDSeen = callerIDSeen
    self.result = result
  }
}
