/// Makes faults by looking at the words of a source, one line each. It doesn't parse: some of them won't compile.
public enum SourceMutator {
  /// All faults of a source, in the order of its lines.
  public static func mutations(of source: String, path: String) -> [SourceMutation] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let masked = CodeMask.lines(of: source)
    return lines.indices.flatMap { index -> [SourceMutation] in
      let line = MaskedLine(
        lines[index], masked[index], before: masked[..<index].last { !isBlank($0) },
        after: masked[(index + 1)...].first { !isBlank($0) })
      return line.changes.map { change in
        SourceMutation(
          path: path, line: index + 1, kind: change.kind, before: lines[index], after: change.after,
          switched: change.switched)
      }
    }
  }

  private static func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == " " || $0 == CodeMask.blank } }

  /// As many of them as wanted: folders in turn, the kinds of a folder in turn, one for each line, so that an error of the
  /// compiler names its fault. Equal seeds choose equal ones; what is changed elsewhere in a source hardly changes the choice.
  public static func chosen(_ count: Int, of all: [SourceMutation], seed: UInt64) -> [SourceMutation] {
    var seen: [String: Int] = [:]
    let marked = all.map { mutation in
      // Equal lines of a file are told apart by how many come before.
      let text = "\(mutation.path) \(mutation.before) \(mutation.after)"
      defer { seen[text, default: 0] += 1 }
      return (mark: mark("\(seed) \(seen[text, default: 0]) \(text)"), mutation: mutation)
    }.sorted { $0.mark < $1.mark }.map(\.mutation)
    // Each folder's, the kinds in turn.
    var byFolder = Set(marked.map { folder(of: $0.path) }).sorted().map { name in
      inTurn(
        SourceMutation.Kind.allCases.map { kind in
          marked.filter { $0.kind == kind && folder(of: $0.path) == name }[...]
        })[...]
    }
    var (chosen, taken): ([SourceMutation], Set<String>) = ([], [])
    while chosen.count < count, byFolder.contains(where: { !$0.isEmpty }) {
      for place in byFolder.indices where chosen.count < count {
        while let next = byFolder[place].popFirst() {
          guard taken.insert(next.place).inserted else { continue }
          chosen.append(next)
          break
        }
      }
    }
    return chosen
  }

  private static func inTurn(_ queues: [ArraySlice<SourceMutation>]) -> [SourceMutation] {
    var (queues, all) = (queues, [SourceMutation]())
    while queues.contains(where: { !$0.isEmpty }) {
      for place in queues.indices { if let next = queues[place].popFirst() { all.append(next) } }
    }
    return all
  }

  /// The part of the hexagon that a file belongs to: the folder under `Sources/VoiceCore`.
  public static func folder(of path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 3 ? String(parts[2]) : "."
  }

  /// FNV-1a of what the fault is, which lines above it don't change.
  private static func mark(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
