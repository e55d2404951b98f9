import CallLogs
import CommandConventions
import Foundation
import Properties
import PropertyTesting
import VoiceCore

/// An incident as it is told: which law, by which events of the file, and how it is written as a test.
struct IncidentStory {
  /// An event that it takes, as it stands in the file.
  struct Moment {
    let line: Int
    let entry: CallLogEntry
  }

  let law: IncidentLaw
  let complaint: String
  let moments: [Moment]
  /// The same as plain as it gets, for the test.
  let log: [CallLogEntry]
  private let events: Int
  private let evaluations: Int

  init(_ incident: Incident, _ smallest: Incident.Smallest, _ entries: [CallLogFile.NumberedEntry]) {
    law = incident.law
    complaint = incident.complaint
    events = entries.count
    evaluations = smallest.evaluations
    log = smallest.log
    moments = smallest.places.map { Moment(line: entries[$0].line, entry: entries[$0].entry) }
  }

  /// A time line.
  var text: String {
    let rows = moments.map {
      ["\($0.line)", SecondsText.of(milliseconds: $0.entry.milliseconds), Self.words($0.entry.event)]
    }
    let table = TextTable(["line", "at", "event"], rows, rightAligned: [0, 1], indent: "  ").text
    return """
      property \(law.number), \(law.title): broken
        \(complaint)

      \(table)

      \(moments.count) of \(events) events
      """
  }

  /// The event without the dot of its case.
  private static func words(_ event: CallLogEvent) -> String { String(Rendering.text(event).drop { $0 == "." }) }

  /// All of them for programs, and which laws were asked.
  static func json(_ stories: [IncidentStory], _ laws: [IncidentLaw], events: Int) -> String {
    let incidents = stories.map { story in
      JSONIncident(
        property: story.law.number, title: story.law.title, complaint: story.complaint,
        events: story.moments.map {
          JSONIncident.Event(
            line: $0.line, milliseconds: $0.entry.milliseconds, event: words($0.entry.event))
        }, evaluations: story.evaluations)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let document = JSONIncidents(schema: 1, asked: laws.map(\.number), events: events, incidents: incidents)
    guard let bytes = try? encoder.encode(document) else { preconditionFailure("numbers and texts are JSON") }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private struct JSONIncidents: Encodable {
  let schema: Int
  let asked: [Int]
  let events: Int
  let incidents: [JSONIncident]
}

private struct JSONIncident: Encodable {
  struct Event: Encodable {
    let line: Int
    let milliseconds: Int
    let event: String
  }

  let property: Int
  let title: String
  let complaint: String
  let events: [Event]
  let evaluations: Int
}
