import ArgumentParser
@main struct Entree: ParsableCommand {}
