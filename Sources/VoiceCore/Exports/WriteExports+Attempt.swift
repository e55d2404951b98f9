extension WriteExports {
  /// Makes one attempt; `nil` when somebody else has taken it up meanwhile.
  func make(
    _ export: Export, of tenant: Tenant.ID, _ goesOn: @escaping @Sendable () -> Bool
  ) async throws(StoreFailure) -> Export.AttemptEnd? {
    do throws(StoreFailure) {
      return try await store.read(for: tenant) { scope throws(StoreFailure) -> Export.AttemptEnd? in
        try await scope.holdStill()
        var file = ExportFile(export, of: tenant, at: time.now(), writer: self)
        let stop =
          export.order.resource == .everything
          ? try await fill(&file, withEverythingFrom: scope, goesOn)
          : try await fill(&file, with: export.order, from: scope, goesOn)
        if let stop { return stop.end }
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

extension WriteExports {
  /// Writes a table; `nil` when it is all there.
  private func fill(
    _ file: inout ExportFile, with order: Export.Order, from scope: any TenantSnapshot, _ goesOn: () -> Bool
  ) async throws(StoreFailure) -> ExportFile.Stop? {
    let text = ExportText(order.format, columns: order.resource.columns)
    var bytes: [UInt8] = []
    text.begin(&bytes)
    var reading = ExportReading(order.resource, of: order.window, pageLength: limits.pageLength)
    while let rows = try await scope.rows(next: &reading) {
      guard goesOn() else { return .interrupted }
      for row in rows { text.append(row, to: &bytes) }
      if let stop = try await file.take(bytes, rows: rows.count) { return stop }
      bytes.removeAll(keepingCapacity: true)
    }
    return nil
  }

  /// Writes an archive; `nil` when it is all there.
  private func fill(
    _ file: inout ExportFile, withEverythingFrom scope: any TenantSnapshot, _ goesOn: () -> Bool
  ) async throws(StoreFailure) -> ExportFile.Stop? {
    var archive = ExportArchive(at: file.asOf, fileBytes: limits.fileBytes) { [digests] bytes in
      var digest = digests.begin()
      digest.take(bytes)
      return digest.hex
    }
    for resource in ExportResource.tables {
      var shelf = ExportArchive.Shelf(resource)
      var reading = ExportReading(resource, of: .always, pageLength: limits.pageLength)
      while let rows = try await scope.rows(next: &reading) {
        guard goesOn() else { return .interrupted }
        if let stop = try await file.take(archive.take(rows, &shelf), rows: rows.count) { return stop }
      }
      if let stop = try await file.take(archive.end(&shelf), rows: 0) { return stop }
    }
    return try await file.take(archive.end(), rows: 0)
  }
}

/// The file of one attempt while it is written: holds a part and a page at most.
private struct ExportFile {
  /// Why no more is written; `end` is `nil` when the attempt is somebody else's.
  struct Stop {
    let end: Export.AttemptEnd?

    static let interrupted = Stop(end: .interrupted)
  }

  private let writer: WriteExports
  private let export: Export
  private let tenant: Tenant.ID
  let asOf: Timestamp
  private let secret: ObjectSecret
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
    digest = writer.digests.begin()
  }

  /// Writes bytes that hold so many rows; `nil` when it may go on.
  mutating func take(_ bytes: [UInt8], rows count: Int) async throws(StoreFailure) -> Stop? {
    var rest = bytes[...]
    while buffer.count + rest.count >= writer.limits.partBytes {
      let fitting = writer.limits.partBytes - buffer.count
      buffer += rest.prefix(fitting)
      rest = rest.dropFirst(fitting)
      if let stop = try await keep() { return stop }
    }
    buffer += rest
    rows += count
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
