import CommandConventions
import Foundation

/// Builds this command from a copy of its sources, and runs it: one scratch folder serves all faults, one after the other.
///
/// Optimised as a release, but file by file: a fault in one file of the hexagon costs seconds, and laws run as fast as ever.
struct PlantedBuild: Sendable {
  /// The scratch folder in the package's root, which git ignores.
  private static let scratchName = ".build-mutant"
  /// The executable's name in a package that is cut down to what it needs.
  private static let product = "VerifyCommand"
  private static let longestBuild = Duration.seconds(30 * 60)
  /// The most lines of a failed build that are shown.
  private static let mostErrors = 8

  let copy: SourcesCopy
  let scratch: URL
  private let build: URL
  /// What the planted command must be able to run on.
  private let subjects: [String]
  /// Test modules that are built along.
  private let tests: [String]

  init(package: URL, subjects: [String], tests: [String] = []) {
    self.tests = tests
    scratch = package.appendingPathComponent(Self.scratchName)
    copy = SourcesCopy(package: package, copy: scratch.appendingPathComponent("package"), tests: tests)
    build = scratch.appendingPathComponent("build")
    self.subjects = subjects
  }

  /// The planted command, once it is built.
  var executable: String { build.appendingPathComponent("debug/\(Self.product)").path }

  /// The program of the tests, once it is built.
  var testProgram: String { build.appendingPathComponent("debug/voicecorePackageTests.xctest").path }

  /// Builds what the copy holds now.
  /// - Throws: ``CouldNotRun`` when it doesn't build.
  func build() async throws {
    guard let failed = await attempt() else { return }
    throw CouldNotRun("--mutant: the planted code doesn't build" + Self.shown(failed))
  }

  /// Builds what the copy holds now, and says what the compiler or the lack of time says against it; `nil` when it builds.
  func attempt() async -> String? {
    BorrowedPackages(from: copy.package.appendingPathComponent(".build"), for: build).take()
    let arguments =
      [
        "VOICECORE_ONLY=\(([Self.product] + tests).joined(separator: " "))",
        "VOICECORE_SUBJECTS=\(subjects.joined(separator: " "))", "swift", "build",
        "-Xswiftc", "-O", "--package-path", copy.copy.path, "--scratch-path", build.path,
        "--disable-automatic-resolution",
      ] + (tests.isEmpty ? ["--product", Self.product] : ["--build-tests"])
    let end = await ChildProcess.run("/usr/bin/env", arguments, limit: Self.longestBuild)
    if case .exited(code: 0, _, _) = end { return nil }
    guard case .exited(_, let output, let diagnostics) = end else { return end.words }
    return output + "\n" + diagnostics
  }

  /// The first errors of a failed build, else its end.
  static func shown(_ failed: String) -> String {
    let lines = failed.split(separator: "\n")
    let errors = lines.filter { $0.contains("error:") }
    let shown = errors.isEmpty ? lines.suffix(mostErrors) : errors.prefix(mostErrors)
    return ":\n  " + shown.joined(separator: "\n  ")
  }

  /// How the planted command ends that is asked for this law.
  func ask(_ law: IsolatedLaw, limit: Duration) async -> ChildEnd {
    await ChildProcess.run(executable, law.arguments(.whole), limit: limit)
  }
}
