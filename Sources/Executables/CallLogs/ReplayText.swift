import CommandConventions
import Foundation
public import VoiceCore

/// A call stepped through, as a table or as JSON. Nobody's words, number or keys are in it.
public struct ReplayText {
  private let replay: CallReplay
  private let steps: [CallReplay.Step]
  private let end: CallReplay.State

  /// - Parameter moment: after which nothing is shown; `nil` shows everything.
  public init(_ replay: CallReplay, until moment: Duration?) {
    self.replay = replay
    steps = replay.steps.filter { moment == nil || $0.offset <= moment ?? .zero }
    end = moment.map { replay.state(at: $0) } ?? steps.last?.after ?? replay.beginning
  }

  /// A line for each event with what it changed, then how the call stands.
  public var text: String {
    let rows = steps.map { step in
      [Self.seconds(step.offset), step.line.type, Self.data(step.line), Self.change(step)]
    }
    let table = TextTable(["at", "event", "data", "before -> after"], rows, rightAligned: [0]).text
    let state = Self.fields(end).map { "  \($0.name)  \($0.value)" }.joined(separator: "\n")
    let rest = replay.steps.count - steps.count
    return table + "\n\n" + "the call \(rest > 0 ? "then, with \(rest) events to come" : "at its last event"):\n"
      + state
      + (replay.isFaithful == nil ? "\n\nIts oldest events are forgotten: what they changed is missing here." : "")
  }

  /// One object: the steps, each with the state before and after, and the state at the end.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let document = JSONReplay(
      call: end.call.id.description,
      steps: steps.map { step in
        JSONReplay.Step(
          at: Self.seconds(step.offset), type: step.line.type, id: step.line.id?.description,
          before: Self.dictionary(step.before), after: Self.dictionary(step.after))
      }, state: Self.dictionary(end), faithful: replay.isFaithful)
    guard let bytes = try? encoder.encode(document) else { preconditionFailure("texts are JSON") }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func seconds(_ span: Duration) -> String {
    SecondsText.of(milliseconds: Int(span.wholeMilliseconds))
  }

  private static func data(_ line: CallLogLine) -> String {
    line.data.sorted { $0.key < $1.key }.compactMap { name, field in
      switch field {
      case .text(let text): "\(name) \(text)"
      case .number(let number): "\(name) \(number)"
      case .nothing: nil
      }
    }.joined(separator: ", ")
  }

  /// The fields that the event changed.
  private static func change(_ step: CallReplay.Step) -> String {
    zip(fields(step.before), fields(step.after)).filter { $0.value != $1.value }
      .map { "\($0.name) \($0.value) -> \($1.value)" }.joined(separator: ", ")
  }

  private static func dictionary(_ state: CallReplay.State) -> [String: String] {
    Dictionary(uniqueKeysWithValues: fields(state).map { ($0.name, $0.value) })
  }

  /// How a call stands, people by reference.
  private static func fields(_ state: CallReplay.State) -> [(name: String, value: String)] {
    let call = state.call
    let attempts = call.conversation.attempts
    return [
      ("status", call.status.rawValue), ("phase", phase(call.conversation.phase)), ("floor", floor(call.floor)),
      ("language", call.conversation.language.tag),
      ("attempts", "\(attempts.count), \(call.conversation.failedAttempts) failed"),
      ("stop", call.course?.stop.name ?? "receptionist"),
      ("queue", state.queue.map { "\($0.department) since \(seconds($0.since - call.startedAt))" } ?? "none"),
      ("transfer", call.transfer?.reason.rawValue ?? "none"), ("utterances", "\(state.utterances)"),
      ("end", call.ending?.cause.rawValue ?? "none"),
    ]
  }

  private static func phase(_ phase: Conversation.Phase) -> String {
    switch phase {
    case .assisting: "assisting"
    case .handedOver(let reason): "handed over (\(reason.rawValue))"
    case .ended: "ended"
    }
  }

  private static func floor(_ floor: Call.Floor?) -> String {
    let listeners = floor?.joined.count ?? 0
    let holder =
      switch floor?.holder ?? .receptionist {
      case .receptionist: "receptionist"
      case .person(let user): "user \(user)"
      }
    return listeners == 0 ? holder : "\(holder), \(listeners) joined"
  }
}

private struct JSONReplay: Encodable {
  struct Step: Encodable {
    let at: String
    let type: String
    let id: String?
    let before: [String: String]
    let after: [String: String]
  }

  let call: String
  let steps: [Step]
  let state: [String: String]
  let faithful: Bool?
}
