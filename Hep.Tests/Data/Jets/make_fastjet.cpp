// Makes fastjet.txt with FastJet 3.4 (Debian: libfastjet-dev, libfastjettools-dev):
//   g++ -std=c++17 -O1 -ffp-contract=off make_fastjet.cpp -o make_fastjet $(fastjet-config --libs) -lfastjettools && ./make_fastjet > fastjet.txt
//
// event N MASS    a line of N particles "px py pz" in MeV follows; E = sqrt(px^2 + py^2 + pz^2 + m^2), so that both programs have the same bits
// inclusive ALGORITHM R     inclusive jets of pT >= 5 GeV
// exclusive ALGORITHM R N   what is left at N jets
// steps ALGORITHM R         the distance of every step
// hardest                   the hardest anti-kt jet, R = 1; what follows is made of its particles
// subjets ALGORITHM N       subjets of the hardest jet, clustered again with R = 1
// trimmed ALGORITHM R F     fastjet::Filter of the hardest jet
// shape                     mass pt tau1 tau2 tau3 girth ptd n, with R0 = 1 and axes of exclusive kt
// A jet is a line "px py pz E : numbers of its particles".
#include <fastjet/ClusterSequence.hh>
#include <fastjet/tools/Filter.hh>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

using namespace fastjet;

static std::uint64_t state = 20240611;

static double uniform() {
  std::uint64_t z = state += 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return ((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static std::vector<PseudoJet> event(int count, double mass) {
  const int prongs = 2 + count % 3;
  std::vector<double> rapidity, azimuth, hardness;
  for (int i = 0; i < prongs; ++i) {
    rapidity.push_back(3 * uniform() - 1.5);
    azimuth.push_back(twopi * uniform());
    hardness.push_back(2 + 20 * uniform());
  }
  // The second prong lies near the first one, so that there is a jet with two.
  rapidity[1] = rapidity[0] + 0.5 * uniform();
  azimuth[1] = azimuth[0] + 0.3;
  std::vector<PseudoJet> particles;
  std::printf("event %d %.5f\n", count, mass);
  for (int i = 0; i < count; ++i) {
    const int prong = static_cast<int>(uniform() * (prongs + 1));
    const bool soft = prong == prongs;
    const double spread = 0.4 * -std::log(1 - uniform()) / 2, turn = twopi * uniform();
    const double y = soft ? 8 * uniform() - 4 : rapidity[prong] + spread * std::cos(turn);
    const double phi = soft ? twopi * uniform() : azimuth[prong] + spread * std::sin(turn);
    const double pt = -(soft ? 0.7 : hardness[prong]) * std::log(1 - uniform()) + 0.05;
    const double px = std::round(1000 * pt * std::cos(phi)), py = std::round(1000 * pt * std::sin(phi)), pz = std::round(1000 * pt * std::sinh(y));
    std::printf("%s%.0f %.0f %.0f", i ? " " : "", px, py, pz);
    const double x = px / 1000, yy = py / 1000, z = pz / 1000;
    particles.emplace_back(x, yy, z, std::sqrt(((x * x) + (yy * yy)) + (z * z) + (mass * mass)));
    particles.back().set_user_index(i);
  }
  std::printf("\n");
  return particles;
}

static void print(const std::vector<PseudoJet>& jets) {
  for (const auto& jet : sorted_by_pt(jets)) {
    std::printf("%.13g %.13g %.13g %.13g :", jet.px(), jet.py(), jet.pz(), jet.E());
    std::vector<int> numbers;
    for (const auto& particle : jet.constituents()) numbers.push_back(particle.user_index());
    std::sort(numbers.begin(), numbers.end());
    for (int number : numbers) std::printf(" %d", number);
    std::printf("\n");
  }
}

static double tau(const std::vector<PseudoJet>& particles, const ClusterSequence& kt, unsigned n, double r0) {
  if (n >= particles.size()) return 0;
  const auto axes = kt.exclusive_jets(static_cast<int>(n));
  double sum = 0, norm = 0;
  for (const auto& particle : particles) {
    double least = 1e300;
    for (const auto& axis : axes) least = std::min(least, particle.delta_R(axis));
    sum += particle.pt() * least;
    norm += particle.pt() * r0;
  }
  return sum / norm;
}

int main() {
  ClusterSequence::set_fastjet_banner_stream(nullptr);
  const char* names[] = {"AntiKt", "Kt", "CambridgeAachen"};
  const JetAlgorithm algorithms[] = {antikt_algorithm, kt_algorithm, cambridge_algorithm};
  const double radii[] = {0.4, 0.6, 1.0, 1.5};
  for (int e = 0; e < 30; ++e) {
    const int counts[] = {20, 30, 41, 52, 60, 73, 85, 100, 140, 200};
    const auto particles = event(counts[e % 10], e % 2 ? 0.13957 : 0);
    for (int a = 0; a < 3; ++a) {
      const double r = radii[(e / 2 + a) % 4];
      const ClusterSequence sequence(particles, JetDefinition(algorithms[a], r, E_scheme, N2Plain));
      std::printf("inclusive %s %g\n", names[a], r);
      print(sequence.inclusive_jets(5));
      if (a > 0) {
        std::printf("exclusive %s %g %d\n", names[a], r, 2 + e % 4);
        print(sequence.exclusive_jets(2 + e % 4));
      }
      if (e % 5 == 0) {
        std::printf("steps %s %g\n", names[a], r);
        for (unsigned i = particles.size(); i < sequence.history().size(); ++i) std::printf("%s%.12g", i > particles.size() ? " " : "", sequence.history()[i].dij);
        std::printf("\n");
      }
    }
    const ClusterSequence fat(particles, JetDefinition(antikt_algorithm, 1.0));
    const PseudoJet jet = sorted_by_pt(fat.inclusive_jets())[0];
    const auto inside = jet.constituents();
    std::printf("hardest\n");
    print({jet});
    const auto again = JetDefinition(algorithms[1 + e % 2], 1.0);
    const ClusterSequence reclustered(inside, again);
    std::printf("subjets %s 3\n", names[1 + e % 2]);
    print(sorted_by_pt(reclustered.inclusive_jets())[0].exclusive_subjets(3));
    const double radius = e % 3 ? 0.2 : 0.3, fraction = e % 2 ? 0.05 : 0.03;
    const Filter trimmer(JetDefinition(algorithms[1 + e / 2 % 2], radius), SelectorPtFractionMin(fraction));
    std::printf("trimmed %s %g %g\n", names[1 + e / 2 % 2], radius, fraction);
    print({trimmer(jet)});
    const ClusterSequence kt(inside, JetDefinition(kt_algorithm, JetDefinition::max_allowable_R));
    double girth = 0, sum = 0, squares = 0;
    for (const auto& particle : inside) {
      girth += particle.pt() * particle.delta_R(jet) / jet.pt();
      sum += particle.pt();
      squares += particle.pt2();
    }
    std::printf("shape\n%.13g %.13g %.13g %.13g %.13g %.13g %.13g %zu\n", jet.m(), jet.pt(), tau(inside, kt, 1, 1), tau(inside, kt, 2, 1), tau(inside, kt, 3, 1), girth,
                std::sqrt(squares) / sum, inside.size());
  }
}
