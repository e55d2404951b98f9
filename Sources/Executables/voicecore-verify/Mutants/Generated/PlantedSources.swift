/// Many faults at once in the sources, each behind a switch of its own that the environment turns on: one build serves all of
/// them, and the copy without a switch turned on is the code as it is. The product has none of this.
public struct PlantedSources: Sendable {
  /// Says which fault is on, by its number in ``mutations``.
  public static let variable = "VOICECORE_PLANTED"
  /// A file that gets a byte for each fault at the end of the process: 1 where the switch was asked, else 0.
  public static let reachedVariable = "VOICECORE_PLANTED_REACHED"

  private static let switchPath = "Sources/VoiceCore/PlantedSwitch.swift"
  private static let manifest = "Package.swift"

  /// The faults; their places are their numbers. One a line at most.
  public let mutations: [SourceMutation]
  /// Those that don't compile behind a switch: their lines stay as they are.
  public private(set) var dropped: Set<Int> = []

  /// Plants these.
  public init(_ mutations: [SourceMutation]) { self.mutations = mutations }

  /// The files that differ from the package's, by path.
  /// - Parameter source: The text of a file of the package.
  public func files(_ source: (String) throws -> String) rethrows -> [String: String] {
    var files: [String: String] = [:]
    for (path, faults) in Dictionary(grouping: mutations.indices, by: { mutations[$0].path }) {
      var lines = try source(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for id in faults where !dropped.contains(id) && lines.indices.contains(mutations[id].line - 1) {
        lines[mutations[id].line - 1] = mutations[id].planted(as: id).line
      }
      files[path] = lines.joined(separator: "\n")
    }
    files[Self.switchPath] = Self.switches(mutations)
    // A condition that is always met is a warning, which the package takes for an error.
    files[Self.manifest] = try source(Self.manifest).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(".treatAllWarnings") }.joined(separator: "\n")
    return files
  }

  /// Leaves out the faults whose lines the compiler complains of; where it names only others, the nearest of their files.
  /// - Returns: How many these were; 0 when what it says is of none of them.
  public mutating func drop(_ diagnostics: String) -> Int {
    let places = Self.places(of: diagnostics)
    let standing = mutations.indices.filter { !dropped.contains($0) }
    func faults(in path: String) -> [Int] { standing.filter { path.hasSuffix("/" + mutations[$0].path) } }
    let named = places.flatMap { place in faults(in: place.path).filter { mutations[$0].line == place.line } }
    let near = places.compactMap { place in
      faults(in: place.path).min { abs(mutations[$0].line - place.line) < abs(mutations[$1].line - place.line) }
    }
    let found = Set(named.isEmpty ? near : named)
    dropped.formUnion(found)
    return found.count
  }

  /// Files and lines of `PATH:LINE:COLUMN: error: …`, each once.
  private static func places(of diagnostics: String) -> [(path: String, line: Int)] {
    var seen: Set<String> = []
    return diagnostics.split(separator: "\n").compactMap { text in
      guard let mark = text.firstRange(of: ": error: ") else { return nil }
      let parts = text[..<mark.lowerBound].split(separator: ":")
      guard parts.count >= 3, let line = Int(parts[parts.count - 2]), seen.insert("\(parts[0]):\(line)").inserted else {
        return nil
      }
      return (String(parts[0]), line)
    }
  }

  /// What the planted lines call.
  static func switches(_ mutations: [SourceMutation]) -> String {
    """
    #if canImport(Darwin)
    internal import Darwin
    #else
    internal import Glibc
    #endif

    public enum PlantedSwitch {
      static let active = getenv("\(variable)").flatMap { Int(String(cString: $0)) } ?? -1
      nonisolated(unsafe) static let reached: UnsafeMutablePointer<UInt8>? = {
        guard getenv("\(reachedVariable)") != nil else { return nil }
        let reached = UnsafeMutablePointer<UInt8>.allocate(capacity: \(mutations.count + 1))
        reached.initialize(repeating: 0, count: \(mutations.count + 1))
        atexit {
          guard let path = getenv("\(reachedVariable)"), let file = fopen(path, "w") else { return }
          fwrite(PlantedSwitch.reached, 1, \(mutations.count), file)
          fclose(file)
        }
        return reached
      }()

      public static func on(_ id: Int) -> Bool {
        if let reached { reached[id] = 1 }
        return active == id
      }
      public static func more<T: Numeric>(_ id: Int, _ number: T) -> T { on(id) ? number + 1 : number }
      public static func less<T>(_ id: Int, _ list: [T]) -> [T] { on(id) ? Array(list.dropLast()) : list }
      public static func all<T>(_ id: Int, _ test: @escaping (T) -> Bool) -> (T) -> Bool { { test($0) || on(id) } }
    }

    \(mutations.indices.map { mutations[$0].planted(as: $0).declarations }.joined())
    """
  }
}
