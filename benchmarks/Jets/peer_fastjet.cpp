// peer_fastjet WORK N PASSES FILE: what Work.cs does, with FastJet: microseconds a set, the best of the passes, and the sum of what was found.
// FILE holds sets of N particles, (px, py, pz, E) in native doubles.
#include <fastjet/ClusterSequence.hh>
#include <fastjet/tools/Filter.hh>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace fastjet;

int main(int, char** arguments) {
  ClusterSequence::set_fastjet_banner_stream(nullptr);
  const std::string work = arguments[1];
  const int count = std::atoi(arguments[2]), passes = std::atoi(arguments[3]);
  std::vector<std::vector<PseudoJet>> sets;
  double p[4];
  std::FILE* file = std::fopen(arguments[4], "rb");
  for (int i = 0; std::fread(p, sizeof p, 1, file) == 1; ++i) {
    if (i % count == 0) sets.emplace_back();
    sets.back().emplace_back(p[0], p[1], p[2], p[3]);
  }
  std::fclose(file);
  const JetDefinition definition(work == "AntiKt" ? antikt_algorithm : work == "Kt" ? kt_algorithm : cambridge_algorithm, 1.0);
  const Filter trimmer(JetDefinition(kt_algorithm, 0.2), SelectorPtFractionMin(0.05));
  const bool trim = work == "Trim";

  // A Filter wants jets of a clustering; making them is not timed.
  std::vector<ClusterSequence> whole;
  whole.reserve(sets.size());
  std::vector<PseudoJet> jets;
  for (const auto& particles : sets) {
    whole.emplace_back(particles, JetDefinition(antikt_algorithm, JetDefinition::max_allowable_R));
  }
  for (const auto& sequence : whole) jets.push_back(sequence.inclusive_jets().front());
  double best = 1e18;
  std::size_t sum = 0;
  for (int pass = -5; pass < passes; ++pass) {
    const auto begin = std::chrono::steady_clock::now();
    sum = 0;
    for (std::size_t i = 0; i < sets.size(); ++i) {
      if (trim)
        sum += trimmer(jets[i]).constituents().size();
      else
        sum += sorted_by_pt(ClusterSequence(sets[i], definition).inclusive_jets()).size();
    }
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
    if (pass >= 0) best = std::min(best, time.count() / sets.size());
  }
  std::printf("%.4f %zu", best, sum);
}
