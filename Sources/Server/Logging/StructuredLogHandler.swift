public import Logging
public import VoiceCore

/// Writes one line for each event of swift-log: JSON for machines, text for people.
public struct StructuredLogHandler: LogHandler {
  /// How lines look.
  public enum Format: String, Sendable, CaseIterable {
    case json, text
  }

  public var logLevel: Logger.Level
  public var metadata: Logger.Metadata = [:]
  public var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let format: Format
  private let time: any TimeSource
  private let sink: LogSink

  /// A handler for loggers of this label.
  public init(
    label: String, format: Format, level: Logger.Level, time: any TimeSource, sink: LogSink = .standardError,
    metadataProvider: Logger.MetadataProvider? = nil
  ) {
    self.label = label
    self.format = format
    logLevel = level
    self.time = time
    self.sink = sink
    self.metadataProvider = metadataProvider
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes the event. Of an error only its type is told: its text may hold what belongs into no log.
  public func log(event: LogEvent) {
    var fields = metadataProvider?.get() ?? [:]
    fields.merge(metadata) { $1 }
    fields.merge(event.metadata ?? [:]) { $1 }
    if let error = event.error { fields["error"] = "\(type(of: error))" }
    let line = LogLine(
      at: time.now(), level: event.level, label: label, message: event.message.description, metadata: fields)
    sink.write(format == .json ? line.json : line.text)
  }
}
