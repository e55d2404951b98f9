public import Simulators
public import VoiceCore

/// A caller's requests, each with the model's verdict on it, and what happens while its answer is heard.
public struct SpokenCall: Hashable, Sendable {
  /// What the caller does while an answer is heard.
  public enum Disturbance: Hashable, Sendable {
    case none
    /// A cough of so many milliseconds, 300 at most, with more than a second of the answer to come.
    case burst(Int)
    /// A sound of so many milliseconds, 300 at most, near the answer's end: it may be an answer too, and one that the
    /// provider hears (60 ms and more) is the next request.
    case lateBurst(Int)
    /// The next request comes while this answer is heard.
    case nextBreaksIn
  }

  /// How the provider gives an answer; in real time.
  public enum Delivery: Hashable, Sendable {
    /// At once.
    case prompt
    /// After so many milliseconds.
    case late(Int)
    /// With a pause of so many milliseconds in its middle.
    case stalls(Int)
  }

  /// One thing that the caller asks.
  public struct Request: Hashable, Sendable {
    public let verdict: Verdict
    public let disturbance: Disturbance
    /// When the provider's transcript of it comes: among the response's events, before or behind them, or as a failure.
    public let transcript: RealtimeAIFault.Transcription?
    public let delivery: Delivery

    /// A request of these.
    public init(
      verdict: Verdict, disturbance: Disturbance, transcript: RealtimeAIFault.Transcription?,
      delivery: Delivery = .prompt
    ) {
      self.verdict = verdict
      self.disturbance = disturbance
      self.transcript = transcript
      self.delivery = delivery
    }
  }

  /// Property 6 says so; not read from the code that it judges.
  static let failuresBeforeTransfer = 3
  /// The shortest sound that the provider takes for speech, in milliseconds.
  static let shortestTurn = 60

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

  /// What the caller does while the answer to this request is heard.
  func interruption(of index: Int) -> Interruption? {
    guard answers.contains(index) else { return nil }
    let isLast = index + 1 == requests.count
    return switch requests[index].disturbance {
    case .none: nil
    case .burst(let milliseconds): .cough(milliseconds: milliseconds)
    case .nextBreaksIn: isLast ? nil : .request
    case .lateBurst(let milliseconds) where milliseconds >= Self.shortestTurn:
      // Behind the last answer there is nothing that it could ask.
      isLast ? .lateCough(milliseconds: Self.shortestTurn - 20) : .shortRequest(milliseconds: milliseconds)
    case .lateBurst(let milliseconds): .lateCough(milliseconds: milliseconds)
    }
  }

  /// What is spoken over an answer.
  enum Interruption: Equatable {
    /// A sound that takes nothing away and asks nothing.
    case cough(milliseconds: Int), lateCough(milliseconds: Int)
    /// The next request: a sound that takes nothing away.
    case shortRequest(milliseconds: Int)
    /// The next request, which takes away the rest of the answer.
    case request
  }

  static func words(_ index: Int) -> String { "Request \(index + 1)" }
  /// Two seconds: long enough to be broken into, and told apart by its first words and by its last.
  static func answer(_ index: Int) -> String { nearlyAll(index) + ending(index) }
  /// What is heard of an answer before anybody speaks over it: so much that some of it must be told.
  static func beginning(_ index: Int) -> String { "Answer \(index + 1) is long " }
  /// All but its last third of a second.
  static func nearlyAll(_ index: Int) -> String { beginning(index) + "enough to be heard as " }
  /// What it ends with, and no other answer does.
  static func ending(_ index: Int) -> String { "number \(index + 1)." }

  /// What stands in a transcript for words that couldn't be made out.
  static let inaudible = "[inaudible]"
}
