/// The carrier's room of a call's conference.
public struct ConferenceRoom: Equatable, Sendable {
  /// Names it in the deployment's account: a call has a room of its own for each of its conferences.
  public let name: String

  init(of call: Call.ID, at turn: Int) { name = "\(call)-\(turn)" }
}
