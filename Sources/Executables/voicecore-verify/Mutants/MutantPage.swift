import CommandConventions
import Foundation

/// A mutant that a page in `specs/` names: a sentence, and the fault as a diff of the real sources.
public struct MutantPage: Sendable {
  private static let mark = "**Mutant.**"

  /// From the package's root.
  public let path: String
  /// What is wrong with the planted code, in words.
  public let sentence: String
  /// What makes it wrong.
  public let diff: UnifiedDiff

  /// Reads the mutants of a page, in its order: each is a paragraph that begins with `**Mutant.**` and the one block fenced by
  /// ```` ```diff ```` between it and the next.
  /// - Throws: ``UnifiedDiff/Problem`` that names the page, also when it has none.
  public static func mutants(path: String, text: String) throws(UnifiedDiff.Problem) -> [MutantPage] {
    let parts = "\n\(text)".components(separatedBy: "\n\(mark)").dropFirst()
    guard !parts.isEmpty else {
      throw UnifiedDiff.Problem(description: "\(path) names no mutant: there is no paragraph \(mark)")
    }
    var mutants: [MutantPage] = []
    for part in parts { mutants.append(try MutantPage(path: path, part: part)) }
    return mutants
  }

  /// What stands behind a mark, up to the next one.
  private init(path: String, part: String) throws(UnifiedDiff.Problem) {
    let blocks = part.components(separatedBy: "\n```diff\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
    guard blocks.count == 1, let block = blocks.first else {
      throw UnifiedDiff.Problem(description: "\(path) has \(blocks.count) blocks of diff for a mutant, and needs one")
    }
    self.path = path
    sentence = part.components(separatedBy: "\n\n")[0].split(separator: "\n").joined(separator: " ")
      .trimmingCharacters(in: .whitespaces)
    do { diff = try UnifiedDiff(block) } catch {
      throw UnifiedDiff.Problem(description: "\(path): \(error.description)")
    }
  }

  /// The mutants of a property's page, as it lies in a package.
  static func mutants(of number: Int, in package: URL) throws -> [MutantPage] {
    let prefix = number < 10 ? "P0\(number)-" : "P\(number)-"
    let folder = package.appendingPathComponent("specs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard let name = names.filter({ $0.hasPrefix(prefix) && $0.hasSuffix(".md") }).sorted().first,
      let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    else { throw CouldNotRun("--mutant: there is no page specs/\(prefix)….md in \(package.path)") }
    do { return try mutants(path: "specs/\(name)", text: text) } catch {
      throw CouldNotRun("--mutant: \(error)")
    }
  }
}
