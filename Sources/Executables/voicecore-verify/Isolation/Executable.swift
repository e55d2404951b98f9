import Foundation

/// This very program on disk.
enum Executable {
  static let path: String = Bundle.main.executablePath ?? CommandLine.arguments.first ?? "voicecore-verify"
}
