#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inspire/internal/reader_model.h"
#include "inspire/text_encoder.h"

/// Two voices read a text: the tables' words through the linear model, and the encoder, which hears whole sentences.
/// Here they become one answer.
namespace amuse::inspire {

/// What the encoder is given: English text as it stands; of other languages the English entries that their words lead
/// to, in order ("not" before what is denied). What is said again is left out. Empty: there is nothing for it to hear.
struct HeardText {
  std::string text;
  bool isOriginal = true;  ///< Its bytes are the text's own, so that words heard may be cited.
};
[[nodiscard]] HeardText heardText(const Vocabulary& vocabulary, const Reading& reading, std::string_view text);

/// Both voices' numbers side by side, as the mixing weights take them.
[[nodiscard]] std::vector<double> voiceInputs(const Targets& words, const EncoderVoice& voice, const Reading& reading);

/// How far the words alone decide, 0..1: the share of what is said by idioms, denied or meant ironically, which the
/// tables know and the encoder, who hears their words, does not; 1 where a feeling is pretended.
[[nodiscard]] double wordsDecide(const Vocabulary& vocabulary, const Reading& reading);

/// One text both voices read, and what was to be said.
struct VoiceExample {
  std::vector<double> inputs;
  Targets targets{};
  double wordsDecide = 0;
};
/// Ridge regression from the inputs to the targets: kVoiceInputs rows of kTargetCount.
[[nodiscard]] std::vector<float> fitVoices(const std::vector<VoiceExample>& examples);

/// The joint answer; `words` itself where the encoder heard nothing or the model has no mixing weights.
[[nodiscard]] Targets mixVoices(const ReaderModel& model, const Vocabulary& vocabulary, const Targets& words,
                                const EncoderVoice& voice, const Reading& reading);

}  // namespace amuse::inspire
