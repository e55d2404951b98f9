import CLibPQ

/// What one statement answered: rows with columns by index, or the number of rows that it changed.
package struct Rows: Sendable {
  private let result: Result
  /// How many rows came back.
  package let count: Int

  /// Takes over a result; it is freed with the last copy.
  init(_ result: OpaquePointer) {
    self.result = Result(pointer: result)
    count = Int(PQntuples(result))
  }

  /// How many rows an INSERT, UPDATE or DELETE changed, or a SELECT returned.
  package var affected: Int { Int(String(cString: PQcmdTuples(result.pointer))) ?? 0 }

  /// What was done, as the server puts it: `UPDATE 1`, `COMMIT`.
  var tag: String { String(cString: PQcmdStatus(result.pointer)) }

  /// Whether there is no value.
  package func isNull(_ row: Int, _ column: Int) -> Bool { field(row, column) == nil }

  /// A `smallint`, `integer` or `bigint`; `nil` for NULL and for what has another width.
  package func integer(_ row: Int, _ column: Int) -> Int64? {
    guard let field = field(row, column) else { return nil }
    switch field.count {
    case 8: return Int64(bigEndian: field.loadUnaligned(as: Int64.self))
    case 4: return Int64(Int32(bigEndian: field.loadUnaligned(as: Int32.self)))
    case 2: return Int64(Int16(bigEndian: field.loadUnaligned(as: Int16.self)))
    default: return nil
    }
  }

  /// A `boolean`; `nil` for NULL and for what has another width.
  package func bool(_ row: Int, _ column: Int) -> Bool? {
    guard let field = field(row, column), field.count == 1 else { return nil }
    return field[0] != 0
  }

  /// A `text`, `name` or `json`; `nil` for NULL.
  package func text(_ row: Int, _ column: Int) -> String? {
    field(row, column).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A `bytea`; `nil` for NULL.
  package func bytes(_ row: Int, _ column: Int) -> [UInt8]? { field(row, column).map { [UInt8]($0) } }

  /// A `uuid`; `nil` for NULL and for what has another width.
  package func uuid(_ row: Int, _ column: Int) -> UInt128? {
    guard let field = field(row, column), field.count == 16 else { return nil }
    return UInt128(bigEndian: field.loadUnaligned(as: UInt128.self))
  }

  /// Gives the bytes of a value without copying them, on loan while `body` runs; `nil` for NULL.
  package func withBytes<Outcome>(
    _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer?) -> Outcome
  ) -> Outcome { withExtendedLifetime(result) { body(field(row, column)) } }

  private func field(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
    let pointer = result.pointer
    precondition(row >= 0 && row < count && column >= 0 && column < PQnfields(pointer), "no such row or column")
    guard PQgetisnull(pointer, CInt(row), CInt(column)) == 0 else { return nil }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(pointer, CInt(row), CInt(column)), count: Int(PQgetlength(pointer, CInt(row), CInt(column))))
  }

  /// Unchecked Sendable: libpq never touches a result again once it handed it out, and we only read it.
  private final class Result: @unchecked Sendable {
    let pointer: OpaquePointer
    init(pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }
  }
}
