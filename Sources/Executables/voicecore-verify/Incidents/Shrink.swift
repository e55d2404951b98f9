import ArgumentParser
import CallLogs
import CommandConventions
import Foundation
import Properties

/// From an incident to a test.
struct Shrink: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds the smallest part of a call's log that breaks a law, and writes it as a test.",
    discussion: """
      The log is what `voicecore replay CALL --jsonl` writes: one event a line. So is the API's list of a call's events, one event a
      line, though it leaves out what stays inside. The part that is printed breaks the law in the same way as the whole.
      The test that is written holds nobody's words, numbers or ids.

      \(lawList)

      Examples:
        voicecore replay 0199c3f0-7a1e-7c3a-9f61-000000000001 --jsonl > call.jsonl
        voicecore-verify shrink call.jsonl
        voicecore-verify shrink call.jsonl --property 29 --out PropertyTests/Tests/TwoEndsTests.swift
        curl -H "Authorization: Bearer $TOKEN" $URL/v1/calls/$CALL/events | jq -c '.data[]' > call.jsonl

      Exit codes: 0 the log keeps the laws, 1 it breaks one, 2 wrong use, also a damaged line, 3 a file can't be read or
      written.
      """)

  /// The most bytes that are read.
  private static let maximumBytes = 16 << 20

  private static var lawList: String {
    "Laws over logs:\n" + IncidentLaw.all.map { "  \($0.number)  \($0.title): \($0.question)" }.joined(separator: "\n")
  }

  @Argument(help: "The log of one call, JSON Lines.") var file: String
  @Option(help: "The number of the law that is asked; all laws over logs by default.") var property: Int?
  @Option(help: "The Swift file to write the test to.") var out: String?
  @Flag(help: "Prints JSON.") var json = false

  func run() async throws {
    let laws = try laws()
    let text = try text()
    let entries: [CallLogFile.NumberedEntry]
    do throws(CallLogFile.Problems) { entries = try CallLogFile.entries(text) } catch {
      throw DamagedLog(file: file, problems: error.lines)
    }
    let log = entries.map(\.entry)
    var found: [IncidentStory] = []
    for incident in laws.compactMap({ Incident($0, log) }) {
      guard let smallest = await incident.smallest() else {
        throw DamagedLog(
          file: file, problems: ["\(log.count) events: at most \(Incident.maximumEntries) are searched; cut the file"])
      }
      found.append(IncidentStory(incident, smallest, entries))
    }
    if let out, !found.isEmpty { try write(IncidentTest(found).source, to: out) }
    print(json ? IncidentStory.json(found, laws, events: log.count) : told(found, laws, log.count))
    if !found.isEmpty { throw ExitCode(1) }
  }

  private func laws() throws -> [IncidentLaw] {
    guard let property else { return IncidentLaw.all }
    let laws = IncidentLaw.all.filter { $0.number == property }
    guard !laws.isEmpty else {
      throw ValidationError("--property: \(property) is no law over the log of one call.\n\(Self.lawList)")
    }
    return laws
  }

  private func text() throws -> String {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      defer { try? handle.close() }
      let bytes = try handle.read(upToCount: Self.maximumBytes + 1) ?? Data()
      guard bytes.count <= Self.maximumBytes else {
        throw DamagedLog(file: file, problems: ["more than \(Self.maximumBytes >> 20) MiB; give the log of one call"])
      }
      return String(decoding: bytes, as: UTF8.self)
    } catch let error as DamagedLog {
      throw error
    } catch {
      throw CouldNotRun("can't read \(file): \(error.localizedDescription)")
    }
  }

  private func told(_ found: [IncidentStory], _ laws: [IncidentLaw], _ events: Int) -> String {
    guard found.isEmpty else { return found.map(\.text).joined(separator: "\n\n") }
    let numbers = laws.map { "\($0.number)" }.joined(separator: ", ")
    return "\(events) events keep \(laws.count == 1 ? "law" : "the laws") \(numbers)"
  }

  private func write(_ source: String, to path: String) throws {
    do { try Data(source.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw CouldNotRun("--out: can't write \(path): \(error.localizedDescription)")
    }
  }
}

/// A log that can't be read as one: every fault with its line and its remedy.
struct DamagedLog: WrongUse {
  let file: String
  let problems: [String]

  var lines: [String] { problems.map { "Error: \(file): \($0)" } }
}
