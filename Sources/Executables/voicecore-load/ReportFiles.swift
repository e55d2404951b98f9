import ArgumentParser
import CommandConventions
import Foundation
import LoadTests

/// Which files a report is written to.
struct ReportFiles: ExpressibleByArgument, CustomStringConvertible {
  /// The forms of a report.
  enum Form: String, CaseIterable { case csv, json, html }

  private var files: [(form: Form, path: String)] = []

  init() {}

  init?(argument: String) {
    for part in argument.split(separator: ",") {
      let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2, let form = Form(rawValue: halves[0]) else { return nil }
      files.append((form, halves[1]))
    }
    if files.isEmpty { return nil }
  }

  var description: String {
    files.isEmpty ? "none" : files.map { "\($0.form.rawValue)=\($0.path)" }.joined(separator: ",")
  }

  func write(_ report: some LoadReport) throws {
    for (form, path) in files {
      let text =
        switch form {
        case .csv: report.csv
        case .json: try report.json
        case .html: report.html
        }
      do {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      } catch {
        throw CouldNotRun("--report: \(path) can't be written")
      }
    }
  }
}
