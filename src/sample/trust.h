#pragma once

/// How a proposer's own distribution Q is taken when P and Q are compared, and how hard is filtered by it.
namespace amuse::sample {

/// The weight of what lies below the `sevenths` level. Exact symbols alone would punish notation: ninths and
/// thirteenths are three times as frequent in proposals as in open songs (DESIGN section 2).
inline constexpr double kResidualWeight = 0.3;

/// Off what it writes, a proposer's model is a sharper critic than the prior: bare P/Q then rates a foreign chord above
/// a good one (Abm in C major: ln P -10.7, ln Q -11.9), for where nothing is ever proposed the ratio says nothing. So Q
/// doubts itself (a share of every step is dealt out evenly over the symbols) and counts with a power below one.
/// `amuse evaluate pairs --choose` measures settings on held-out sections and corrupted ones;
/// docs/decisions/018-a-doubting-q.md has the figures.
inline constexpr double kProposerDoubt = 0.05, kProposerPower = 0.4;

/// A spread of log r up to which the full exponent applies; beyond it the filter would pass too few.
inline constexpr double kFullExponentSd = 1.4;

/// One proposer's setting; as given here, the built-in proposer's.
struct ProposerTrust {
  double doubt = kProposerDoubt, power = kProposerPower;
  double priorResidual = kResidualWeight;  ///< Of P's residual below `sevenths`; Q's counts kResidualWeight.
  double fullExponentSd = kFullExponentSd;
  bool operator==(const ProposerTrust&) const = default;
};

/// Language models': they write more ninths, inversions and added tones than songs hold, within what their keywords ask
/// (which the shift leaves them), so what lies below `sevenths` counts twice as much; and since more of theirs may be
/// refused (15 % are to pass, not 20), they are filtered harder. docs/decisions/027-language-models-are-held-harder.md.
inline constexpr ProposerTrust kLanguageModelTrust{0.05, 0.6, 0.6, 1.8};

}  // namespace amuse::sample
