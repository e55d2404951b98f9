import Foundation

/// The scripts of a folder, a JSON file each, by name.
public struct ConversationScripts: Sendable {
  /// Where they are in a checkout.
  public static let standardFolder = "PropertyTests/ConversationScripts"

  /// A folder that isn't there, or can't be read.
  public struct Missing: Error, CustomStringConvertible {
    public let description: String
  }

  /// Scripts that can't be used, or names that are none.
  public struct Unusable: Error, CustomStringConvertible {
    public let description: String
  }

  public let all: [ConversationScript]

  /// Reads a folder.
  /// - Throws: ``Missing`` where there are none, ``Unusable`` for a file that is no script; each says which and why.
  public init(in folder: String) throws {
    let files: [String]
    do {
      files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
    } catch {
      throw Missing(description: "no scripts in \(folder): run it in a checkout, or name their folder with --scripts")
    }
    guard !files.isEmpty else { throw Missing(description: "no scripts in \(folder): expected .json files") }
    all = try files.map { file in
      let script: ConversationScript
      do {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(file))
        script = try JSONDecoder().decode(ConversationScript.self, from: data)
      } catch let error as DecodingError {
        throw Unusable(description: "\(file): \(error.reason)")
      } catch {
        throw Missing(description: "\(file): can't be read")
      }
      guard file == script.name + ".json" else {
        throw Unusable(description: "\(file): the script is named \(script.name); file and script bear one name")
      }
      return script
    }
  }

  /// Those of these names, in the order of the folder.
  /// - Throws: ``Unusable`` with a name that none has.
  public func named(_ names: [String]) throws -> [ConversationScript] {
    let known = Set(all.map(\.name))
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw Unusable(
        description: "no script is named \(unknown); there are \(known.sorted().joined(separator: ", "))")
    }
    return all.filter { names.contains($0.name) }
  }
}

extension DecodingError {
  /// What is wrong, and where.
  fileprivate var reason: String {
    let (context, name) =
      switch self {
      case .keyNotFound(let key, let context): (context, "\(key.stringValue) is missing: ")
      case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context): (context, "")
      @unknown default: (Context(codingPath: [], debugDescription: "not a script"), "")
      }
    let path = context.codingPath.map { key in key.intValue.map(String.init) ?? key.stringValue }
    return (path.isEmpty ? "" : path.joined(separator: "/") + ": ") + name + context.debugDescription
  }
}
