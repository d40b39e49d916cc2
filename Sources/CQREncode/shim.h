// What Reports needs of libqrencode.
#ifndef MOTCUA_CQRENCODE_SHIM_H
#define MOTCUA_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
