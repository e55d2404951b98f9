public import Simulators
public import VoiceCore

/// A caller's requests, each with the model's verdict on it, and what happens while its answer is heard.
public struct SpokenCall: Hashable, Sendable {
  /// What the caller does while an answer is heard.
  public enum Disturbance: Hashable, Sendable {
    case none
    /// A cough of so many milliseconds, 300 at most.
    case burst(Int)
    /// The next request comes while this answer is heard.
    case nextBreaksIn
  }

  /// One thing that the caller asks.
  public struct Request: Hashable, Sendable {
    public let verdict: Verdict
    public let disturbance: Disturbance
    /// When the provider's transcript of it comes: among the response's events, before or behind them, or as a failure.
    public let transcript: RealtimeAIFault.Transcription?
  }

  /// Property 6 says so; not read from the code that it judges.
  static let failuresBeforeTransfer = 3

  public let requests: [Request]

  /// How many of the requests are heard: none after the third failure.
  var heard: Int {
    var failures = 0
    for (index, request) in requests.enumerated() {
      failures += request.verdict == .failed ? 1 : 0
      if failures == Self.failuresBeforeTransfer { return index + 1 }
    }
    return requests.count
  }

  var failures: Int { requests.prefix(heard).count { $0.verdict == .failed } }
  var isTransferred: Bool { failures == Self.failuresBeforeTransfer }

  /// Whether the caller breaks into the answer to this request.
  func isBrokenInto(_ index: Int) -> Bool {
    requests[index].disturbance == .nextBreaksIn && index + 1 < requests.count
  }

  static func words(_ index: Int) -> String { "Request \(index + 1)" }
  /// Long enough to be broken into, and told apart by its first words and by its last.
  static func answer(_ index: Int) -> String {
    "Answer \(index + 1) is long enough to be heard as number \(ending(index))"
  }
  static func ending(_ index: Int) -> String { "\(index + 1)." }

  /// What stands in a transcript for words that couldn't be made out.
  static let inaudible = "[inaudible]"

  /// What the transcript must tell of the caller.
  var callerLines: [String] {
    (0..<heard).map { requests[$0].transcript == .failed ? Self.inaudible : Self.words($0) }
  }
}
