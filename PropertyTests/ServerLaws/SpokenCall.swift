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

    /// A request of these.
    public init(verdict: Verdict, disturbance: Disturbance, transcript: RealtimeAIFault.Transcription?) {
      self.verdict = verdict
      self.disturbance = disturbance
      self.transcript = transcript
    }
  }

  /// Property 6 says so; not read from the code that it judges.
  static let failuresBeforeTransfer = 3

  public let requests: [Request]

  /// A call with these; one at least.
  public init(requests: [Request]) { self.requests = requests }

  /// How many of the requests are heard: none after the third failure.
  var heard: Int {
    var failures = 0
    for (index, request) in requests.enumerated() {
      failures += request.verdict == .failed ? 1 : 0
      if failures == Self.failuresBeforeTransfer { return index + 1 }
    }
    return requests.count
  }

  /// The answers that are heard before a hand-over comes: all but the one that leads to it.
  var answers: Range<Int> { 0..<(isTransferred ? heard - 1 : heard) }

  var failures: Int { requests.prefix(heard).count { $0.verdict == .failed } }
  var isTransferred: Bool { failures == Self.failuresBeforeTransfer }

  /// Whether the caller breaks into the answer to this request.
  func isBrokenInto(_ index: Int) -> Bool {
    requests[index].disturbance == .nextBreaksIn && answers.contains(index) && index + 1 < requests.count
  }

  /// Whether the call may be over before the words of this request can have been written down: nobody says anything
  /// behind them for which the provider would be read once more.
  func mayEndUnwritten(_ index: Int) -> Bool {
    !isTransferred && index == heard - 1 && requests[index].transcript != .before
  }

  static func words(_ index: Int) -> String { "Request \(index + 1)" }
  /// Two seconds: long enough to be broken into, and told apart by its first words and by its last.
  static func answer(_ index: Int) -> String {
    beginning(index) + "enough to be heard as \(ending(index))"
  }
  /// How long each answer sounds. Nothing else that the realtime AI says does: a server that heard nothing of it for a
  /// while may ask it to go on, which is legal whenever it comes, and so is speaking over that.
  static var answerMs: Int { answer(0).utf8.count * Spoken.millisecondsPerLetter }
  /// What is heard of an answer before anybody speaks over it: so much that some of it must be told.
  static func beginning(_ index: Int) -> String { "Answer \(index + 1) is long " }
  /// What it ends with, and no other answer does.
  static func ending(_ index: Int) -> String { "number \(index + 1)." }

  /// What stands in a transcript for words that couldn't be made out.
  static let inaudible = "[inaudible]"

  /// What the transcript must tell of the caller.
  var callerLines: [String] {
    (0..<heard).map { requests[$0].transcript == .failed ? Self.inaudible : Self.words($0) }
  }
}
