/// Demands that `body` throws an error of `type`, and hands that on. A ``Discard`` and a requirement that does not hold
/// within `body` pass through.
/// - Throws: ``RequirementFailure``
@discardableResult
public func requireThrows<Thrown: Error, Value>(
  _ type: Thrown.Type, _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line,
  _ body: () throws -> Value
) throws -> Thrown {
  let value: Value
  do {
    value = try body()
  } catch {
    return try expected(error, type, message(), file, line)
  }
  throw RequirementFailure("no \(type) was thrown, but \(Comparison.short(value)) came", said: message(), file, line)
}

/// Demands that `body`, which may wait, throws an error of `type`, and hands that on.
/// - Throws: ``RequirementFailure``
@discardableResult
public func requireThrows<Thrown: Error, Value>(
  _ type: Thrown.Type, _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line,
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
) async throws -> Thrown {
  let value: Value
  do {
    value = try await body()
  } catch {
    return try expected(error, type, message(), file, line)
  }
  throw RequirementFailure("no \(type) was thrown, but \(Comparison.short(value)) came", said: message(), file, line)
}

private func expected<Thrown: Error>(
  _ error: any Error, _ type: Thrown.Type, _ said: String, _ file: StaticString, _ line: UInt
) throws -> Thrown {
  if let expected = error as? Thrown { return expected }
  if error is Discard || error is RequirementFailure { throw error }
  throw RequirementFailure("\(Comparison.short(error)) was thrown instead of \(type)", said: said, file, line)
}
