import CallLogs
import Foundation
import VoiceCore

/// A call's log as `voicecore replay --jsonl` writes it, in which something is planted among what harms nobody.
struct PlantedLog {
  private static let call: Call.ID = Identifier(0xC411)
  private static let beginning = Timestamp(microseconds: 1_767_225_600_000_000)
  /// Somebody's number, which must show nowhere.
  static let outside = "+12025550143"

  private(set) var lines: [CallLogLine] = []

  /// So many harmless events before, between and behind `planted`.
  init(_ planted: [Call.Fact], among harmless: Int) {
    let plain: [Call.Fact] = [.started, .screened(.clean), .rang, .answered(at: Self.beginning), .streamJoined(1)]
    for fact in plain { add(fact) }
    var rest = planted[...]
    for number in 0..<harmless {
      switch number % 4 {
      case 0: add(.waited(TurnWait()))
      // An ended call is judged no more.
      case 1 where !lines.contains { $0.type == "call.ended" }:
        add(.conversation(.judged(Attempt.ID(100 + number), .served)))
      case 2: say(number % 8 == 2 ? .caller : .receptionist)
      default: add(.metered(Self.usage))
      }
      if harmless / (planted.count + 1) * (planted.count - rest.count + 1) == number + 1, let next = rest.popFirst() {
        add(next)
      }
    }
    for fact in rest { add(fact) }
  }

  var text: String { lines.map { CallLogFile.text($0) }.joined(separator: "\n") + "\n" }

  private var now: Timestamp { Self.beginning + .milliseconds(150 * lines.count) }

  private mutating func add(_ fact: Call.Fact) {
    let ordinal = lines.count { $0.id != nil } + 1
    lines.append(CallLogLine(RecordedFact(call: Self.call, ordinal: ordinal, at: now, fact: fact)))
  }

  private mutating func say(_ speaker: Utterance.Speaker) {
    lines.append(CallLogLine(Utterance(speaker, "my number is \(Self.outside)", at: now)))
  }

  private static var usage: AIUsage {
    var usage = AIUsage()
    usage.microdollars = 900
    return usage
  }

  /// Its file, for the length of a body.
  static func withFile<Outcome>(_ text: String, _ body: (String) async throws -> Outcome) async throws -> Outcome {
    let path = FileManager.default.temporaryDirectory.appending(path: "voicecore-log-\(UUID().uuidString).jsonl").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
  }
}
