#include "train_command.h"

namespace amuse::train {

Result<void> timePaperLstm(const TrainOptions&) { return fail(ErrorCode::Unsupported, "paper-speed is not there yet"); }

}  // namespace amuse::train
