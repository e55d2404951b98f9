extension WriteExports {
  /// Makes one attempt; `nil` when somebody else has taken it up meanwhile.
  func make(
    _ export: Export, of tenant: Tenant.ID, _ goesOn: @escaping @Sendable () -> Bool
  ) async throws(StoreFailure) -> Export.AttemptEnd? {
    do throws(StoreFailure) {
      return try await store.read(for: tenant) { scope throws(StoreFailure) -> Export.AttemptEnd? in
        try await scope.holdStill()
        var file = ExportFile(export, of: tenant, at: time.now(), writer: self)
        var reading = ExportReading(export.order, pageLength: limits.pageLength)
        while let rows = try await reading.next(from: scope) {
          guard goesOn() else { return .interrupted }
          if let stop = try await file.take(rows) { return stop.end }
        }
        return try await file.end().end
      }
    } catch {
      switch error {
      case .notFound: throw error
      case .corrupt: return .given(.damaged)
      case .unavailable, .conflict, .scopeEnded, .taken: return goesOn() ? .postponed : .interrupted
      }
    }
  }
}

/// The file of one attempt while it is written: holds a part and a page at most.
private struct ExportFile {
  /// Why no more is written; `end` is `nil` when the attempt is somebody else's.
  struct Stop {
    let end: Export.AttemptEnd?
  }

  private let writer: WriteExports
  private let export: Export
  private let tenant: Tenant.ID
  private let asOf: Timestamp
  private let secret: ObjectSecret
  private let text: ExportText
  private var digest: any ContentDigest
  private var buffer: [UInt8] = []
  private var rows = 0
  private var size = 0
  private var parts = 0

  init(_ export: Export, of tenant: Tenant.ID, at moment: Timestamp, writer: WriteExports) {
    self.writer = writer
    self.export = export
    self.tenant = tenant
    asOf = moment
    secret = ObjectSecret(drawing: writer.chance.next)
    text = ExportText(export.order.format, columns: export.order.resource.columns)
    digest = writer.digests.begin()
    text.begin(&buffer)
  }

  /// Writes rows; `nil` when it may go on.
  mutating func take(_ page: [[ExportValue]]) async throws(StoreFailure) -> Stop? {
    for row in page {
      text.append(row, to: &buffer)
      while buffer.count >= writer.limits.partBytes {
        let rest = Array(buffer[writer.limits.partBytes...])
        buffer.removeSubrange(writer.limits.partBytes...)
        if let stop = try await keep() { return stop }
        buffer = rest
      }
    }
    rows += page.count
    return nil
  }

  /// Writes what is left.
  mutating func end() async throws(StoreFailure) -> Stop {
    if !buffer.isEmpty, let stop = try await keep() { return stop }
    return Stop(
      end: .written(
        Export.Manifest(
          asOf: asOf, rows: rows, size: size, sha256: digest.hex, attempt: export.attempts.count,
          partBytes: writer.limits.partBytes, secret: secret)))
  }

  /// Seals and keeps a part, which is noted before.
  private mutating func keep() async throws(StoreFailure) -> Stop? {
    size += buffer.count
    guard size <= writer.limits.maximumBytes else { return Stop(end: .given(.tooLarge)) }
    let (part, attempt, now) = (parts, export.attempts.count, writer.time.now())
    let noted = try await writer.change(export.id, of: tenant) { $0.noted(part: part, of: attempt, at: now) }
    guard noted != nil, let key = export.object(of: tenant, attempt: attempt, part: part) else {
      return Stop(end: nil)
    }
    digest.take(buffer)
    do throws(SealFailure) {
      let sealed = try writer.sealing.seal(buffer, under: secret, as: key)
      do throws(ObjectFailure) { try await writer.objects.put(sealed, at: key) } catch {
        return Stop(end: error == .tooLarge ? .given(.tooLarge) : .postponed)
      }
    } catch {
      return Stop(end: .postponed)
    }
    buffer.removeAll(keepingCapacity: true)
    parts += 1
    return nil
  }
}
