import EmbeddedStore
import Logging
import Server

/// Sets the process's logging up once, from the settings.
enum LogSetup {
  static func bootstrap(_ settings: Settings) -> Logger {
    let format: StructuredLogHandler.Format = settings.logFormat == .json ? .json : .text
    let level = settings.logLevel
    LoggingSystem.bootstrap { StructuredLogHandler(label: $0, format: format, level: level, time: SystemTime()) }
    return Logger(label: "voicecore")
  }
}
