import CommandConventions
import Foundation

/// The mutant that a page in `specs/` names: a sentence, and the fault as a diff of the real sources.
public struct MutantPage: Sendable {
  /// From the package's root.
  public let path: String
  /// What is wrong with the planted code, in words.
  public let sentence: String
  /// What makes it wrong.
  public let diff: UnifiedDiff

  /// Reads the paragraph that begins with `**Mutant.**` and the one block fenced by ```` ```diff ````.
  /// - Throws: ``UnifiedDiff/Problem`` that names the page.
  public init(path: String, text: String) throws(UnifiedDiff.Problem) {
    let mark = "**Mutant.**"
    let paragraphs = text.split(separator: "\n\n").map { $0.split(separator: "\n").joined(separator: " ") }
    guard let paragraph = paragraphs.first(where: { $0.hasPrefix(mark) }) else {
      throw UnifiedDiff.Problem(description: "\(path) names no mutant: there is no paragraph \(mark)")
    }
    let blocks = text.components(separatedBy: "\n```diff\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
    guard blocks.count == 1, let block = blocks.first else {
      throw UnifiedDiff.Problem(description: "\(path) has \(blocks.count) blocks of diff, and needs one")
    }
    self.path = path
    sentence = String(paragraph.dropFirst(mark.count).drop { $0 == " " })
    do { diff = try UnifiedDiff(block) } catch {
      throw UnifiedDiff.Problem(description: "\(path): \(error.description)")
    }
  }

  /// The page of a property, as it lies in a package.
  static func page(of number: Int, in package: URL) throws -> MutantPage {
    let prefix = number < 10 ? "P0\(number)-" : "P\(number)-"
    let folder = package.appendingPathComponent("specs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard let name = names.filter({ $0.hasPrefix(prefix) && $0.hasSuffix(".md") }).sorted().first,
      let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    else { throw CouldNotRun("--mutant: there is no page specs/\(prefix)….md in \(package.path)") }
    do { return try MutantPage(path: "specs/\(name)", text: text) } catch {
      throw CouldNotRun("--mutant: \(error)")
    }
  }
}
