import Foundation
import Simulators

/// A call as the carrier's side lived it, line by line.
struct CallStory {
  let text: String

  init(_ report: CallReport, book: PromptBook) {
    var lines: [String] = []
    for entry in Self.joined(report.timeline) {
      guard let line = Self.line(for: entry.event, book) else { continue }
      lines.append("  \(Self.seconds(entry.at))  \(line)")
    }
    text = lines.joined(separator: "\n")
  }

  /// What was heard without a break is one line, however many marks lie in it.
  private static func joined(_ timeline: [TimelineEntry]) -> [(at: Duration, event: TimelineEntry.Event)] {
    var entries: [(at: Duration, event: TimelineEntry.Event)] = []
    var lastHeard: Int?
    for entry in timeline {
      switch entry.event {
      case .heard(let segment):
        if let lastHeard, case .heard(let before) = entries[lastHeard].event, let whole = before.joined(with: segment) {
          entries[lastHeard].event = .heard(whole)
          continue
        }
        lastHeard = entries.count
      case .markReturned, .webhook: break
      default: lastHeard = nil
      }
      entries.append((entry.at, entry.event))
    }
    return entries
  }

  /// As wide as a time and a speaker.
  private static let indentation = String(repeating: " ", count: 23)

  private static func line(for event: TimelineEntry.Event, _ book: PromptBook) -> String? {
    switch event {
    case .webhook(let exchange):
      guard exchange.purpose != .status else { return nil }
      let verbs = exchange.verbs.isEmpty ? "no answer" : exchange.verbs.joined(separator: " ")
      return
        "carrier     \(exchange.purpose.rawValue) -> \(exchange.status.map(String.init) ?? "-") \(verbs) (\(milliseconds(exchange.took)))"
    case .keyPressed(let key): return "caller      presses \(key)"
    case .spoke(let bytes): return "caller      speaks for \(seconds(.microseconds(bytes * 125)).trimmed)"
    case .said(let text): return "carrier     says “\(text)”"
    case .heard(let segment):
      let words = book.texts(in: segment.audio).map { "“\($0)”" }.joined(separator: "\n" + indentation)
      let heard = segment.audio.isEmpty ? "\(seconds(segment.duration).trimmed) of audio" : words
      return "hears       \(heard)\(cause(segment))"
    case .cleared(let bytes) where bytes > 0:
      return "receptionist falls silent with \(seconds(.microseconds(bytes * 125)).trimmed) unheard"
    case .dialled(let leg): return "dialled     \(leg.address), who sees \(leg.callerIDSeen): \(leg.result.rawValue)"
    case .streamRefused(let reason): return "stream      refused: \(reason)"
    case .violated(let violation): return "violation   \(violation)"
    case .conferred: return "caller      is in a conference"
    case .spokeOver(let bytes, _):
      return "caller      breaks in for \(seconds(.microseconds(bytes * 125)).trimmed)"
    case .gaveUpWaiting: return "caller      gave up waiting"
    case .ended(let ending): return "ended       \(describe(ending))"
    default: return nil
    }
  }

  /// Which key or words it answers, and how long that took.
  private static func cause(_ segment: HeardSegment) -> String {
    let latency = segment.latency.map { " after \(milliseconds($0))" } ?? ""
    return switch segment.cause {
    case .streamStart: latency.isEmpty ? "" : " [stream start\(latency)]"
    case .key(let key): " [key \(key)\(latency)]"
    case .speech: " [speech\(latency)]"
    }
  }

  private static func describe(_ ending: CallEnding) -> String {
    switch ending {
    case .callerHungUp: "the caller hung up"
    case .notPickedUp(let result): "not picked up (\(result.rawValue))"
    case .rejected(let reason): "rejected while ringing (\(reason))"
    case .serverHungUp: "the server hung up"
    case .endedByREST: "ended through the REST API"
    case .failed(let violation): "failed: \(violation)"
    case .outOfTime: "out of time"
    case .cancelled: "cancelled"
    }
  }

  private static func milliseconds(_ span: Duration) -> String { span.formatted(.units(allowed: [.milliseconds])) }

  private static func seconds(_ span: Duration) -> String {
    let tenths = Int(span / .milliseconds(100))
    let text = "\(tenths / 10).\(tenths % 10) s"
    return String(repeating: " ", count: max(0, 7 - text.count)) + text
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
