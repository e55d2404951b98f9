/// Rows of text in aligned columns, with a heading.
public struct TextTable {
  public let text: String

  /// A table; numbers of columns in `rightAligned` are set flush right.
  public init(_ heading: [String], _ rows: [[String]], rightAligned: Set<Int> = [], indent: String = "") {
    let lines = [heading] + rows
    let widths = heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    text = lines.map { line in
      let cells = line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        if rightAligned.contains(column) { return padding + line[column] }
        return column == line.indices.last ? line[column] : line[column] + padding
      }
      return indent + cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
