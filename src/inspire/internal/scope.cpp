#include "inspire/internal/scope.h"

#include <algorithm>

namespace amuse::inspire {
namespace {

constexpr std::size_t kNegationReach = 3;  ///< Words without meaning of their own between "not" and what it denies.
constexpr std::size_t kIntensityReach = 2;

double clampUnit(double value) { return std::clamp(value, -1.0, 1.0); }

void scaleAffect(brief::Affect& affect, double factor) {
  affect.valence = clampUnit(affect.valence * factor);
  affect.arousal = clampUnit(affect.arousal * factor);
  affect.tension = clampUnit(affect.tension * factor);
}

bool oneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Walks the items of a text once, from left to right, and keeps which modifiers are in force.
class ScopeWalk {
 public:
  ScopeWalk(const Vocabulary& vocabulary, const std::vector<FoundItem>& items, Reading& reading)
      : vocabulary_(vocabulary), items_(items), reading_(reading) {}

  void walk() {
    for (const FoundItem& item : items_) {
      leaveScopes(item);
      if (!item.isModifier)
        takeMatch(item);
      else if (item.id >= 0)
        takeModifier(item, vocabulary_.modifiers[item.id]);
    }
  }

 private:
  struct Pending {
    double factor = 1;
    std::size_t firstToken = 0, endToken = 0;
    int clause = 0;
  };

  const Token& token(std::size_t at) const { return reading_.tokens[at]; }

  void leaveScopes(const FoundItem& item) {
    const Token& here = token(item.firstToken);
    if (here.clause != clause_) {
      clause_ = here.clause;
      negations_.clear();
      degree_ = 1;
      background_ = past_ = wish_ = mask_ = trying_ = 1;
    }
    if (here.sentence != sentence_) {
      sentence_ = here.sentence;
      contrast_ = 1;
    }
  }

  void takeModifier(const FoundItem& item, const Modifier& modifier) {
    switch (modifier.kind) {
      case ModifierKind::Negator: takeNegator(item, modifier); break;
      case ModifierKind::Intensifier:
      case ModifierKind::Diminisher: takeDegree(item, modifier); break;
      case ModifierKind::Shifter: takeShifter(item, modifier); break;
      case ModifierKind::Nothing: break;
    }
  }

  /// "isn't she lovely" denies nothing, nor does "not only" or "never felt so good".
  bool deniesNothing(const FoundItem& item) const {
    const std::size_t next = item.firstToken + item.tokenCount;
    if (next >= reading_.tokens.size()) return false;
    const std::string& word = token(item.firstToken).word;
    const std::string& after = token(next).word;
    if (word == "not" && oneOf(after, {"only", "just", "merely"})) return true;
    const bool asks = oneOf(word, {"isn't", "ain't", "aren't", "wasn't", "doesn't", "don't", "didn't"});
    if (asks && token(item.firstToken).opensSentence &&
        oneOf(after, {"it", "she", "he", "that", "this", "they", "we", "you"}))
      return !oneOf(after, {"you", "we"}) || word != "don't";
    if (word != "never" && word != "can't" && word != "couldn't") return false;
    for (std::size_t at = next; at < std::min(next + 3, reading_.tokens.size()); ++at) {
      if (oneOf(token(at).word, {"so", "better", "this", "enough", "more"})) return token(at).clause == clause_;
      for (const Lemma& lemma : reading_.forms[at].forms)
        if (lemma.kind == FormKind::Comparison && token(at).word.ends_with("er") && isQuality(lemma.word)) return true;
    }
    return false;
  }

  bool isQuality(const std::string& word) const {
    return std::any_of(vocabulary_.entries.begin(), vocabulary_.entries.end(),
                       [&](const LexiconEntry& entry) { return entry.pos == "adj" && entry.text == word; });
  }

  void takeNegator(const FoundItem& item, const Modifier& modifier) {
    if (deniesNothing(item)) {
      degree_ = 1.2;
      degreeEnd_ = item.firstToken + item.tokenCount + kNegationReach;
      return;
    }
    if (takeAbsence(item)) return;
    // "neither sad nor happy": the second goes on with the first, it does not deny it.
    if (token(item.firstToken).word == "nor") negations_.clear();
    negations_.push_back({modifier.factor, item.firstToken, item.firstToken + item.tokenCount, clause_});
  }

  /// "without her", "without my father": nothing is denied, someone is missed.
  bool takeAbsence(const FoundItem& item) {
    if (token(item.firstToken).word != "without") return false;
    std::size_t at = item.firstToken + 1;
    if (at < reading_.tokens.size() && oneOf(token(at).word, {"my", "our", "your", "a", "the"})) ++at;
    if (at >= reading_.tokens.size()) return false;
    const bool someone = oneOf(token(at).word, {"you", "her", "him", "them", "me", "us"}) || isPerson(at);
    if (someone) addFeeling(item, {-0.55, -0.4, 0.3, 0.25}, {"longing", "lonely"}, 1.0);
    return someone;
  }

  bool isPerson(std::size_t at) const {
    return std::any_of(items_.begin(), items_.end(), [&](const FoundItem& i) {
      return i.firstToken == at && !i.isModifier && vocabulary_.entries[i.id].pos == "person";
    });
  }

  void takeDegree(const FoundItem& item, const Modifier& modifier) {
    const bool afterNegation = !negations_.empty() && negations_.back().endToken == item.firstToken;
    if (afterNegation) {
      // "not very", "isn't really": asks for less, does not flip in full.
      if (modifier.factor > 1) negations_.back().factor = std::max(negations_.back().factor, -0.3);
      negations_.back().endToken = item.firstToken + item.tokenCount;
      return;
    }
    degree_ = (degreeEnd_ > item.firstToken ? degree_ : 1) * modifier.factor;
    degreeEnd_ = item.firstToken + item.tokenCount + kIntensityReach;
  }

  void takeShifter(const FoundItem& item, const Modifier& modifier) {
    switch (modifier.shift) {
      case Shift::Contrast:
        contrast_ = modifier.factor;
        negations_.clear();
        break;
      case Shift::Background: background_ = modifier.factor; break;
      case Shift::Past: takePast(item, modifier); break;
      case Shift::Wish:
        wish_ = modifier.factor;
        addFeeling(item, {-0.25, -0.1, 0.25, 0.2}, {"longing", "wistful"}, 0.8);
        break;
      case Shift::Mask:
        mask_ = modifier.factor;
        reading_.masked = true;
        addFeeling(item, {-0.3, -0.1, 0.4, 0.4}, {"bittersweet", "fragile"}, 0.9);
        break;
      case Shift::Trying: trying_ = modifier.factor; break;
      case Shift::Change:
        reading_.changes = reading_.changes || !reading_.matches.empty();
        negations_.clear();
        break;
      default: break;
    }
  }

  /// "used to love" is past; "get used to" is not.
  void takePast(const FoundItem& item, const Modifier& modifier) {
    if (item.firstToken > 0 &&
        oneOf(token(item.firstToken - 1).word, {"get", "getting", "got", "be", "is", "am", "are", "i'm", "was", "not"}))
      return;
    past_ = modifier.factor;
    addFeeling(item, {-0.1, -0.35, 0.1, 0.35}, {"nostalgic", "wistful"}, 1.0);
  }

  void addFeeling(const FoundItem& item, brief::Affect affect, std::vector<std::string> keywords, double weight) {
    Match match;
    match.firstToken = item.firstToken;
    match.tokenCount = item.tokenCount;
    match.startByte = token(item.firstToken).startByte;
    match.endByte = token(item.firstToken + item.tokenCount - 1).endByte;
    match.affect = affect;
    match.weight = weight;
    match.keywords = std::move(keywords);
    reading_.matches.push_back(std::move(match));
  }

  void takeMatch(const FoundItem& item) {
    const LexiconEntry& entry = vocabulary_.entries[item.id];
    Match match;
    match.firstToken = item.firstToken;
    match.tokenCount = item.tokenCount;
    match.startByte = token(item.firstToken).startByte;
    match.endByte = token(item.firstToken + item.tokenCount - 1).endByte;
    match.entry = item.id;
    match.affect = entry.affect;
    match.weight = entry.weight;
    match.keywords = entry.keywords;
    match.genres = entry.genres;
    match.isFeeling = !oneOf(entry.pos, {"genre", "instrument", "colour", "person", "weather"});
    if (item.kind == FormKind::Opposite) deny(match, -0.7, match.firstToken);
    applyDegree(match);
    applyNegation(match, entry);
    applyShifts(match);
    reading_.matches.push_back(std::move(match));
  }

  void applyDegree(Match& match) {
    if (degreeEnd_ < match.firstToken) degree_ = 1;
    if (degree_ == 1) return;
    match.degree = degree_;
    scaleAffect(match.affect, degree_);
    match.weight *= degree_ > 1 ? 1.15 : 0.85;
    degree_ = 1;
  }

  void applyNegation(Match& match, const LexiconEntry& entry) {
    if (negations_.empty() || negations_.back().clause != clause_) return;
    Pending& negation = negations_.back();
    if (!reaches(negation, match)) return negations_.clear();
    // Two negations make a mild yes: "not without hope", "don't stop dancing".
    if (negations_.size() >= 2)
      scaleAffect(match.affect, 0.7);
    else
      deny(match, negation.factor, negation.firstToken);
    const std::size_t next = match.firstToken + match.tokenCount;
    const bool goesOn = next < reading_.tokens.size() &&
                        (oneOf(token(next).word, {"or", "nor"}) || entry.pos == "adj") && token(next).word != "and" &&
                        token(next).clause == clause_;
    if (goesOn && continues(next, entry))
      negation.endToken = next;
    else
      negations_.clear();
  }

  /// "no" denies what stands close by, "not" a little farther; neither goes past "and" or into the next thought.
  bool reaches(const Pending& negation, const Match& match) const {
    const bool close = oneOf(token(negation.firstToken).word, {"no", "without", "nothing", "none"});
    if (match.firstToken > negation.endToken + (close ? 1 : kNegationReach)) return false;
    for (std::size_t at = negation.endToken; at < match.firstToken; ++at)
      if (oneOf(token(at).word, {"and", "but", "because", "so", "when", "while", "if", "that", "who", "than"}))
        return false;
    return true;
  }

  /// After "not sad" a noun that follows at once is denied too ("no sad songs"), so is what "or" joins.
  bool continues(std::size_t next, const LexiconEntry& entry) const {
    if (oneOf(token(next).word, {"or", "nor"})) return true;
    return entry.pos == "adj" && std::any_of(items_.begin(), items_.end(),
                                             [&](const FoundItem& i) { return i.firstToken == next && !i.isModifier; });
  }

  void deny(Match& match, double factor, std::size_t fromToken) {
    match.negated = true;
    match.isFeeling = false;
    scaleAffect(match.affect, factor);
    match.startByte = token(fromToken).startByte;
    match.refusedGenres = std::exchange(match.genres, {});
    match.deniedKeywords = match.keywords;
    std::vector<std::string> turned;
    if (match.keywords.size() > 2) match.keywords.resize(2);
    for (const std::string& keyword : match.keywords) {
      std::string opposite = oppositeOf(vocabulary_, keyword);
      if (!opposite.empty() && std::find(turned.begin(), turned.end(), opposite) == turned.end())
        turned.push_back(std::move(opposite));
    }
    match.keywords = std::move(turned);
    if (match.keywords.empty()) match.weight *= 0.5;
  }

  void applyShifts(Match& match) {
    match.weight *= contrast_ * background_;
    if (past_ != 1) match.weight *= past_;
    if (wish_ != 1) scaleAffect(match.affect, wish_), match.weight *= 0.6;
    if (mask_ != 1) {
      match.affect.valence *= mask_;
      match.affect.tension = clampUnit(match.affect.tension + 0.3);
      match.affect.complexity = clampUnit(match.affect.complexity + 0.2);
      match.weight *= 0.7;
    }
    if (trying_ != 1) {
      scaleAffect(match.affect, trying_);
      match.affect.tension = clampUnit(match.affect.tension + 0.15);
    }
  }

  const Vocabulary& vocabulary_;
  const std::vector<FoundItem>& items_;
  Reading& reading_;
  std::vector<Pending> negations_;
  int clause_ = 0, sentence_ = 0;
  double degree_ = 1, contrast_ = 1, background_ = 1, past_ = 1, wish_ = 1, mask_ = 1, trying_ = 1;
  std::size_t degreeEnd_ = 0;
};

}  // namespace

std::string oppositeOf(const Vocabulary& vocabulary, const std::string& keyword) {
  const auto it = vocabulary.opposites.find(keyword);
  return it == vocabulary.opposites.end() ? std::string() : it->second;
}

void applyScopes(const Vocabulary& vocabulary, const std::vector<FoundItem>& items, Reading& reading) {
  ScopeWalk(vocabulary, items, reading).walk();
}

}  // namespace amuse::inspire
