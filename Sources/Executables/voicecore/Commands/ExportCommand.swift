import ArgumentParser
import CommandConventions
import Foundation
import VoiceCore

/// Writes what a tenant has to the standard output.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes a tenant's calls, transcripts, notes or knowledge as CSV or JSON Lines.",
    discussion: """
      From one snapshot of the database, beside running servers; told in the tenant's audit log. A text that a spreadsheet could take
      for a formula begins with an apostrophe in CSV; JSON Lines (--format jsonl, or --json) has texts as they are.

      Examples:
        voicecore export calls acme.example > calls.csv
        voicecore export transcripts acme.example --format jsonl --from 2026-01-01T00:00:00Z --to 2026-02-01T00:00:00Z
        voicecore export knowledge 0199c3f0-7a1e-7c3a-9f61-000000000001 --json

      Exit codes: 0 success, 1 there is no such tenant, 2 wrong use or wrong settings, 3 could not run.
      """)

  private static var resources: String { ExportResource.tables.map(\.rawValue).joined(separator: ", ") }

  @OptionGroup var place: AdministrationPlace
  @Argument(help: "\(ExportCommand.resources)") var resource: String
  @Argument(help: "The tenant's domain or UUID.") var tenant: String
  @Option(help: "csv or jsonl.") var format: String = ExportFormat.csv.rawValue
  @Option(help: "The first moment at which calls began, by RFC 3339.") var from: String?
  @Option(help: "The first moment after it.") var to: String?

  func validate() throws { _ = try order() }

  func run() async throws {
    let order = try order()
    try await place.withDesk { desk in
      let tenant = try await desk.find(tenant)
      let rows: Int
      do throws(StoreFailure) {
        rows = try await desk.export(order, of: tenant, by: .commandLine) { bytes in
          (try? FileHandle.standardOutput.write(contentsOf: Data(bytes))) != nil
        }
      } catch {
        if error == .notFound { throw CheckFailed(TenantFailure.notFound) }
        throw error
      }
      StandardError.write("\(rows) rows")
    }
  }

  private func order() throws -> Export.Order {
    guard let resource = ExportResource(rawValue: resource), resource != .everything else {
      throw ValidationError("RESOURCE: one of \(Self.resources), not '\(resource)'")
    }
    guard let format = place.json ? .jsonLines : ExportFormat(rawValue: format) else {
      throw ValidationError("--format: csv or jsonl, not '\(format)'")
    }
    do {
      let window = try ExportWindow(from: try Self.moment(from, "--from"), to: try Self.moment(to, "--to"))
      return try Export.Order(resource, as: format, of: window)
    } catch let refused as RefusedSetting {
      throw ValidationError("--\(refused)")
    }
  }

  private static func moment(_ text: String?, _ option: String) throws -> Timestamp? {
    guard let text else { return nil }
    guard let moment = Timestamp(rfc3339: text) else {
      throw ValidationError("\(option): a moment by RFC 3339, as 2026-01-06T10:00:00Z, not '\(text)'")
    }
    return moment
  }
}
